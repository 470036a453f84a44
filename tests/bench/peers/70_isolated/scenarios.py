"""Call isolated."""


def values(student, given):
    """Return what each thread has read back, and whether the caller sees it."""
    return list(student.isolated(given))
