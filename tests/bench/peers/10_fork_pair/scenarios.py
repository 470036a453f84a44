"""Call fork_pair once."""


def pair(student):
    """Return the three numbers as a list."""
    return list(student.fork_pair())
