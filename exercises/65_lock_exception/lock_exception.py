"""Call a task while holding a lock, and give the lock back whatever happens: see README.md."""


def guarded(task):
    """Call task() while holding one lock shared by all callers; return its value, let its exception through."""
    # TODO: create one lock for all callers at the top of this file
    raise NotImplementedError
