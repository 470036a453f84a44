"""Survive whatever a task does: see README.md."""


def run_isolated(task):
    """Run the function `task` (it takes no arguments) so that nothing it does takes the caller down, and return

    * ("returned", value) if it returned,
    * ("raised", "TypeName: message") if it raised an exception,
    * ("died", exit code) if its process ended in another way; the code is negative for a signal.
    """
    # TODO
    raise NotImplementedError
