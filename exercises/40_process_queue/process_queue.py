"""Send values from one process to another: see README.md."""


def write_read(values):
    """Have a child process write all `values` to a queue or a pipe, and return the list of what was read
    from it, in order, once the child has ended.
    """
    # TODO
    raise NotImplementedError


def try_put(queue, value):
    """Put `value` into `queue` if there is room right now, and return True; otherwise return False. Never wait."""
    # TODO
    raise NotImplementedError


def try_get(queue, default):
    """Take the next value out of `queue` if there is one right now, and return it; otherwise return `default`.
    Never wait.
    """
    # TODO
    raise NotImplementedError
