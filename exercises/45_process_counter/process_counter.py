"""One counter for many processes: see README.md."""


def count(procs, loops):
    """Let procs child processes add 1 to one shared counter, loops times each, all at once; return its final value."""
    # TODO
    raise NotImplementedError
