"""What is done with the student's pool; the numbers themselves tell where they are multiplied."""

import functools
import os

from grader.stage import gate

CALLER = "SQUARES_CALLER"  # in the environment, which every kind of child inherits


def in_caller():
    """Whether this process is the one that has called the student's function."""
    return os.environ.get(CALLER) == str(os.getpid())


class Held(int):
    """A whole number that waits at a gate when it is computed with, wherever that is.

    It is an ordinary int in all other respects: it can be compared, shown and sent to another
    process, however that was started.
    """

    def _held(self):
        gate(f"number {int.__int__(self)}", int.__int__(self))
        return int.__int__(self)

    def __mul__(self, other):
        return self._held() * int.__int__(other)

    def __rmul__(self, other):
        return int.__int__(other) * self._held()

    def __pow__(self, power, modulus=None):
        return pow(self._held(), int(power), modulus)

    def __int__(self):
        return int.__int__(self) if in_caller() else self._held()

    def __index__(self):
        return int.__int__(self) if in_caller() else self._held()

    def __abs__(self):
        return abs(int.__int__(self)) if in_caller() else abs(self._held())

    def __pos__(self):
        return int.__int__(self) if in_caller() else self._held()

    def __reduce__(self):
        return Held, (int.__int__(self),)


def held_inside(square):
    """Return `square`, held at a gate wherever a child calls it with a number that is no longer one of ours."""

    @functools.wraps(square)
    def holding(n):
        if type(n) is not Held and not in_caller():
            gate(f"number {n}", n)
        return square(n)

    return holding


def outcome(function, argument):
    """Return what a call returns, or that it raises a ValueError; any other exception tells more as it is."""
    try:
        return {"returned": function(argument)}
    except ValueError as error:
        return {"raised": type(error).__name__}


def one(student, numbers):
    """Square single numbers, here in the caller."""
    return {"squares": [outcome(student.square, number) for number in numbers]}


def all_of(student, lists):
    """Square one list after the other by the pool."""
    return [outcome(student.squares, list(numbers)) for numbers in lists]


def held(student, numbers):
    """Square numbers that wait at gates."""
    os.environ[CALLER] = str(os.getpid())
    student.square = held_inside(student.square)  # for whoever makes plain numbers of ours first
    return outcome(student.squares, [Held(number) for number in numbers])
