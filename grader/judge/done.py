"""What a live run has given when it is over: the answer, and what the kernel knows of its processes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.judge.finding import ABSENT, FaultError, Finding, expect
from grader.judge.gates import Note
from grader.judge.lives import Child
from grader.judge.table import holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A run that has answered; `leftovers` maps what is left to how many there are, or to names.

    `lives` are all processes that came from the student's code; `unseen` says why their ends could not be witnessed,
    and is empty where they were.
    """

    value: Any
    pid: int
    notes: tuple[Note, ...]
    strays: tuple[Note, ...]
    leftovers: Mapping[str, Any]
    lives: tuple[Child, ...]
    unseen: str = ""

    @property
    def children(self) -> tuple[Child, ...]:
        """The caller's own children, in the order in which they were met."""
        return tuple(child for child in self.lives if child.parent == self.pid)

    def part(self, *path: str | int) -> Any:
        """Return what is at `path` in the value, which is there unless somebody has replaced the scenario: P601."""
        found = self.value
        for step in path:
            try:
                found = found[step]
            except (TypeError, LookupError) as error:
                raise Finding("P601", reason="an answer that the scenario does not give") from error
        return found

    def must(self, predicate: Callable[[Any], bool], *, wrong: str = "W101", expected: Any = ABSENT) -> None:
        """Raise a finding unless `predicate(value)` holds; a value that it cannot even look at does not."""
        expect(holds(predicate, self.value), wrong, got=self.value, expected=expected)

    def nothing_left(self, *, thread: str = "L301", child: str = "L302", zombie: str = "L303") -> None:
        """Raise a finding if a process, a thread, shared memory or a file was left when all had settled.

        A semaphore counts only where somebody was killed: CPython itself leaves those that a child of its fork server
        has made by importing the student's module, for Process._after_fork forgets what was to be done about them.
        """
        codes = {
            "threads": thread, "children": child, "zombies": zombie,
            "shared memory": "L305", "semaphores": "L306", "files": "L307",
        }  # fmt: skip
        if all(life.code is None or life.code >= 0 for life in self.lives):
            del codes["semaphores"]
        for kind, code in codes.items():
            expect(not self.leftovers.get(kind), code, got={key: what for key, what in self.leftovers.items() if what})

    def by_children(self, least: int = 1) -> None:
        """Raise W104 if the caller has had fewer child processes."""
        expect(len(self.children) >= least, "W104", got={"child processes": len(self.children)})

    def ended(self, *codes: int) -> None:
        """Raise W104 unless the caller has had, for each of these exit codes, a child of its own that ended with it."""
        if self.unseen:
            raise FaultError("G904", f"how a process ends cannot be seen here: {self.unseen}")
        seen = [child.code for child in self.children]
        for code in codes:
            expect(code in seen, "W104", got={"exit codes of child processes": seen})
            seen.remove(code)

    def returned_once(self) -> None:
        """Raise W107 if a child came back out of the student's function as well."""
        expect(not self.strays, "W107", got={"strays": len(self.strays)})
