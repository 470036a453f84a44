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
        return self._held() * plain(other) if isinstance(other, (int, float)) else NotImplemented

    def __rmul__(self, other):
        return plain(other) * self._held() if isinstance(other, (int, float)) else NotImplemented

    def __pow__(self, power, modulus=None):
        return pow(self._held(), plain(power), modulus)

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


def plain(number):
    """Return a number without what holds it."""
    return int.__int__(number) if type(number) is Held else number


def held_inside(square):
    """Return `square`, held at a gate wherever a child calls it: a square can be had without any multiplication."""

    @functools.wraps(square)
    def holding(n):
        if not in_caller():
            gate(f"number {plain(n)}", plain(n))
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
    return [student.squares(list(numbers)) for numbers in lists]


def failing(student, numbers):
    """Square numbers of which one may be negative."""
    return outcome(student.squares, list(numbers))


def held(student, numbers):
    """Square numbers that wait at gates, on a machine that says it has three cores: no pool has four by itself."""
    os.environ[CALLER] = str(os.getpid())
    os.cpu_count = os.process_cpu_count = lambda: 3
    student.square = held_inside(student.square)
    return student.squares([Held(number) for number in numbers])
