"""One object for all threads, made when it is needed: see README.md."""


def factory():
    """Make the object.  This function is given: leave it as it is, and call it by its name."""
    return object()


def get_instance():
    """Return the one object made by factory(), at the first call, exactly once."""
    # TODO
    raise NotImplementedError
