"""Schedules as short text: only the places where another thread goes on than the usual one.

`1` for the format, then `-POSITION.THREAD` in base 36 for each such place: position counts the operations
of the execution, thread is the number in the order of creation. The usual one is `Run.usual`.
"""

import re

from grader.explore.run import Run
from grader.explore.task import Task

TOKEN = re.compile(r"1(-[0-9a-z]+\.[0-9a-z]+)*")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def encode(deviations: dict[int, int]) -> str:
    """Return the token of a schedule."""
    return "-".join(["1", *(f"{digits(position)}.{digits(slot)}" for position, slot in sorted(deviations.items()))])


def decode(token: str) -> dict[int, int]:
    """Return the schedule that a token stands for; raises ValueError if it is none."""
    if not TOKEN.fullmatch(token):
        raise ValueError(f"{token!r} is no schedule; copy it whole from the report: 1, then parts like -4f.2")
    pairs = (part.split(".") for part in token.split("-")[1:])
    return {int(position, 36): int(slot, 36) for position, slot in pairs}


def digits(number: int) -> str:
    """Return `number` in base 36."""
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


class Replay:
    """The strategy that follows a schedule."""

    def __init__(self, deviations: dict[int, int]) -> None:
        self.left = dict(deviations)

    def pick(self, run: Run) -> Task | None:
        """Return the thread that the schedule names here, else the usual one."""
        able = run.ready()
        slot = self.left.pop(len(run.trace), None) if able else None
        if slot is None:
            return run.usual(able)
        chosen = next((task for task in able if task.slot == slot), None)
        if chosen is None:
            run.stopped = "nondeterministic"
        return chosen


class Follow:
    """The strategy that follows a list of threads and notes where that is unusual."""

    def __init__(self, slots: list[int]) -> None:
        self.slots = slots
        self.deviations: dict[int, int] = {}
        self.switches = 0

    def pick(self, run: Run) -> Task | None:
        """Return the thread that the list names, else the usual one."""
        able = run.ready()
        usual = run.usual(able)
        position = len(run.trace)
        if position >= len(self.slots) or usual is None:
            return usual
        chosen = next((task for task in able if task.slot == self.slots[position]), None)
        if chosen is None:
            run.stopped = "nondeterministic"
        elif chosen is not usual:
            self.deviations[position] = chosen.slot
        return chosen
