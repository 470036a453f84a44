"""Call fifo."""


def order(student, items):
    """Return what came and how the consumer ended."""
    return list(student.fifo(items))
