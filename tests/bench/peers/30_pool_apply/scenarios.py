"""Call pool_apply with a function that tells who calls it, or that waits until it may go on."""

import os

from grader.stage.gates import gate


def squares(student, numbers):
    """Return squares and who has made them."""
    return student.pool_apply(told, numbers)


def held(student, numbers):
    """Return the same, each of them made only when the judge opens the gate."""
    return student.pool_apply(waiting, numbers)


def told(number):
    """Return the square and who has made it."""
    return [number * number, os.getpid()]


def waiting(number):
    """Wait at the gate first."""
    gate("work")
    return told(number)
