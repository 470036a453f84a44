"""How safe a sandbox is on this machine: found out by starting one, never assumed, and said in every report."""

import compileall
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import grader
from grader.errors import UsageError
from grader.sandbox.nursery import Nursery

NAMES = {"L2": "bubblewrap", "L0": "process"}
"""The levels that we have, best first."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The level that student code runs at; `refused` maps each better level to why it does not work here."""

    level: str
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the sandbox is made of."""
        return NAMES[self.level]

    @property
    def facts(self) -> dict[str, str]:
        """What reports say of it."""
        return {"level": self.level, "name": self.name}


def find(wanted: str = "auto") -> Sandbox:
    """Return the best sandbox that works here; raises UsageError if the level that is `wanted` does not."""
    if wanted != "auto":
        if reason := trouble(wanted):
            raise UsageError(
                f"sandbox {wanted} does not work on this machine: {reason}; `grade doctor` says what helps"
            )
        return Sandbox(wanted)
    refused: dict[str, str] = {}
    compiled()
    for level in NAMES:
        reason = trouble(level)
        if not reason:
            return Sandbox(level, refused)
        refused[level] = reason
    raise UsageError(f"no process can be started here: {reason}")


def compiled() -> None:
    """Have the byte code of our half of the stage ready: a sandbox can read it, but not keep what it compiles."""
    for package in ("stage", "explore"):
        compileall.compile_dir(Path(grader.__file__).parent / package, quiet=2)


def trouble(level: str) -> str:
    """Start a sandbox and end it again; return why that failed, empty if it did not."""
    try:
        Nursery(level).close()
    except ChildProcessError as error:
        return str(error)
    return ""
