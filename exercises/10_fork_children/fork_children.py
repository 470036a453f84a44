"""One call, two returns: os.fork.  See README.md."""


def introduce():
    """Fork one child and return three numbers as a tuple: what os.fork() returned to the parent,
    what os.getpid() says in the child, and what os.getppid() says in the child.
    """
    # TODO
    raise NotImplementedError


def spawn(n):
    """Fork n children, numbered from 0, of which child i ends with exit code i; wait for all of them,
    and return the list of their exit codes in the order of i.
    """
    # TODO
    raise NotImplementedError
