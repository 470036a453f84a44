"""The register of a run: which processes there were, whose children, and how each of them ended.

Nothing in it comes from student code. Births are seen in looks at /proc and whenever a process does what the witness
is asked about, ends by the call that ends one, or by a signal that somebody sent, or as the zombie that is left of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from grader import closeup, watch

CHECKED = 0xFF  # of an exit code, that is all the parent gets
NOBODY: Mapping[int, int] = MappingProxyType({})
State = Literal["alive", "zombie", "reaped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A process that came from the student's code; pids are those that it knows itself.

    `code` is its exit code, negative for the signal that ended it, None while it lives or if nobody could see that.
    `reaper` is who has waited for it: its parent at its end, 0 while it is there or if the run's own init had to.
    """

    pid: int
    parent: int
    code: int | None
    state: State
    reaper: int = 0


@dataclass(slots=True)
class _Life:
    pid: int
    parent: int  # as we see it
    above: int = 0  # who is its parent now, which may be the init
    helper: bool = False
    code: int | None = None
    doom: int | None = None  # a signal on its way that ends it


class Lives:
    """Who has lived so far, by the pid that we see, in the order in which they were met."""

    def __init__(self) -> None:
        self._lives: dict[int, _Life] = {}

    def meet(self, pid: int) -> _Life | None:
        """Return what is known of a process, which is entered now if it is new; None if it is no more."""
        if pid not in self._lives:
            fields = watch.stat_fields(f"/proc/{pid}/stat")
            if not fields:
                return None
            self._lives[pid] = _Life(watch.inner(pid), int(fields[1]), int(fields[1]))
        return self._lives[pid]

    def look(self, family: Mapping[int, str], parents: Mapping[int, int] = NOBODY) -> None:
        """Enter who is there, whose child that is now, and how those have ended that nobody has waited for."""
        for pid, state in family.items():
            life = self.meet(pid)
            if life:
                life.above = parents.get(pid, life.above)
            if life and state in "ZX":
                life.code = closeup.exit_code(pid) if life.code is None else life.code

    def ends(self, pid: int, code: int) -> None:
        """Write down that a process is about to end by itself, with this code."""
        if life := self.meet(pid):
            life.code, life.helper = code & CHECKED, closeup.is_helper(pid)
            life.above = watch.parent(pid) or life.above

    def struck(self, pid: int, signal: int) -> None:
        """Write down that a signal is about to be sent to a process, if it will end of it."""
        if (life := self.meet(pid)) and closeup.dies_of(pid, signal):
            life.doom = signal

    def outer(self, inner: int) -> int | None:
        """Return the pid that we see of a process that calls itself `inner`; the youngest, should it be there twice."""
        return next((pid for pid, life in reversed(self._lives.items()) if life.pid == inner), None)

    def number(self, pid: int, without: int) -> int:
        """Return which child a process is, counted from 1 as they were met, without `without` and helpers; else 0."""
        self._find_helpers()
        others = [one for one, life in self._lives.items() if one != without and not life.helper]
        return others.index(pid) + 1 if pid in others else 0

    def _find_helpers(self) -> None:
        """Mark the library's own processes among the living: only what they execute tells them from others."""
        for pid, life in self._lives.items():
            life.helper = life.helper or closeup.is_helper(pid)

    def children(self, family: Mapping[int, str], without: int) -> tuple[Child, ...]:
        """Return all who have lived, but for `without` and the library's own helpers; `family` is who is there now."""
        self.look(family)
        self._find_helpers()
        lives = [(pid, life) for pid, life in self._lives.items() if pid != without and not life.helper]
        return tuple(self._child(life, family.get(pid)) for pid, life in lives)

    def _child(self, life: _Life, state: str | None) -> Child:
        alive = state is not None and state not in "ZX"
        code = life.code if life.code is not None or life.doom is None else -life.doom
        return Child(
            pid=life.pid,
            parent=self._own(life.parent),
            code=None if alive else code,
            state="alive" if alive else "reaped" if state is None else "zombie",
            reaper=self._own(life.above) if state is None else 0,
        )

    def _own(self, pid: int) -> int:
        """Return the pid that a process knows itself, 0 for none of the run; a forkserver stands for its parent."""
        life = self._lives.get(pid)
        while life and life.helper:
            life = self._lives.get(life.parent)
        return life.pid if life else 0
