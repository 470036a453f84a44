"""Addresses, which differ from one execution to the next, become numbers that do not.

What the program asks `id` for gets a number when it is first asked: an operation, because of two threads that ask at
the same time the first one gets the lower number, and programs sort locks by `id`. The text of an object that shows
its address is left alone until the outcome; there addresses are numbered as they appear.
"""

import re
from dataclasses import replace
from typing import Any

from grader.explore.model import Failure
from grader.explore.operation import INSERT, READ, Operation
from grader.explore.task import here

ADDRESS = re.compile(r"(?<= at )0x[0-9A-Fa-f]{7,}")
"""As `repr` shows it; the numbers that `identify` gives are shorter."""


def identify(thing: object, /) -> int:
    """Stand in for `id`."""
    task = here()
    if task is None:
        return id(thing)
    known = task.run.identities
    asked = Operation(READ if id(thing) in known else INSERT, known, id(thing))
    if task.run.watching:
        task.run.step(task, asked)
    return known.setdefault(id(thing), (0x1000 + 0x10 * len(known), thing))[0]


class Numbering:
    """The addresses of one outcome, numbered as they appear."""

    def __init__(self) -> None:
        self.numbers: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return `text` with numbers instead of addresses."""
        if " at 0x" not in text:
            return text
        return ADDRESS.sub(lambda found: self.numbers.setdefault(found[0], hex(len(self.numbers) + 1)), text)

    def value(self, value: Any) -> Any:
        """Return plain data with numbers instead of addresses in its text."""
        kind = type(value)
        if kind is str:
            return self.text(value)
        if kind is dict:
            return {self.value(key): self.value(part) for key, part in value.items()}
        if kind in (list, tuple):
            return kind(map(self.value, value))
        return value

    def failure(self, failed: Failure) -> Failure:
        """Return an exception with numbers instead of addresses in its message."""
        return replace(failed, message=self.text(failed.message)) if " at 0x" in failed.message else failed
