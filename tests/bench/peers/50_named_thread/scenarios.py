"""Call named_thread."""


def named(student, name):
    """Return the name that the thread saw, and whether it is alive."""
    return list(student.named_thread(name))
