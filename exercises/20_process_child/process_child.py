"""Start a process, wait for it, ask how it ended: see README.md."""


def run_child(name):
    """Have a child process make the text "Hello NAME from PID", where PID is the child's own process id,
    and return that text once the child has ended.
    """
    # TODO
    raise NotImplementedError


def run_one_by_one(tasks):
    """Run every function in the list `tasks` (they take no arguments) in a process of its own, the next one only
    after the one before has ended, and return the list of their exit codes.
    """
    # TODO
    raise NotImplementedError
