"""Two small programs whose outcomes the judge knows: a racy and a sound one, explored after the student's code has run.

Student code runs in the process that explores it, so it can reach the explorer. Whoever has changed it so that races
are missed, or that everything is one, is found out here; the numbers are new every time.
"""

import secrets
from typing import Any

from grader.judge.finding import Finding


class Controls:
    """What the programs of stage/control.py are to add up in one exploration, and what must come out."""

    def __init__(self) -> None:
        one = secrets.randbelow(1000) + 1
        other = one + secrets.randbelow(1000) + 1
        self.numbers = [one, other]
        self.expected = [{one, other, one + other}, {one + other}]

    def hold(self, answers: Any) -> None:
        """Raise P602 unless both programs were judged as they must be."""
        found = answers if isinstance(answers, list) else []
        if len(found) != len(self.expected) or not all(map(agrees, found, self.expected)):
            raise Finding("P602")


def agrees(answer: Any, expected: set[int]) -> bool:
    """Whether an answer is a proof that these are all values."""
    if not isinstance(answer, dict) or answer.get("complete") is not True:
        return False
    values = answer.get("values")
    if not isinstance(values, list) or any(type(value) is not int for value in values):
        return False
    return len(values) == len(expected) and set(values) == expected
