"""Operations: what a thread does that other threads may notice, and which two of them do not commute.

An `Operation` is *pending* until its thread is chosen, and an *event* of the trace from then on. Only the
target's identity, a plain key and the kind decide about dependence, never the program's own `__eq__`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.explore.task import Task

ALL = object()
"""The key of an operation that concerns the whole target: the length or order of a container, say."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A sort of operation.

    It `changes` its target or only looks at it; it is `blocking` when it has to be ready first; it is
    `idle` when it never takes away what a blocking operation needs (so that one can overtake it only if it
    has this to `spare`). `before` names the kinds that depend on an earlier one of this kind, where that is
    known more precisely than by who changes what.
    """

    name: str
    changes: bool = False
    blocking: bool = False
    idle: bool = False
    before: frozenset[str] | None = None


READ = Kind("read")
WRITE = Kind("write", changes=True)
INSERT = Kind("insert", changes=True)  # of a new key into a dict: the order of two of them shows in iteration
ACQUIRE = Kind("acquire", changes=True, blocking=True)
GRAB = Kind("acquire", changes=True)  # an acquire that does not wait
REFUSED = Kind("refused", idle=True)  # what a GRAB becomes that finds the lock taken
LAPSE = Kind("timeout", blocking=True, idle=True)  # what an ACQUIRE or JOIN becomes whose time has run out
RELEASE = Kind("release", changes=True, idle=True)
BEGIN = Kind("begin")
START = Kind("start", changes=True)
JOIN = Kind("join", blocking=True)
END = Kind("end", changes=True, idle=True)
ENTRIES = (INSERT, START)  # in the order of two of them: that of a dict's keys, and the threads' numbers
SET = Kind("set", changes=True, idle=True)  # of a flag that was not set; JOIN waits for it
SLEEP = Kind("sleep")
AWAIT = Kind("await", blocking=True)  # a sleep or a turn of a loop that can matter only after a change


class Operation:
    """One operation of one thread; `position`, `index`, `clock`, `now` and `rivals` are known once History has seen it.

    What it turned out to be, `kind`, can be less than what it `asked` to be: a try that was refused changes nothing.
    A wait with a `deadline` is `due`, and can go on, from the position in the trace on where its time is over.
    One that concerns several things at the same moment, as `a == b` two lists, has one of its `parts` for each.
    """

    __slots__ = (
        "after",
        "asked",
        "clock",
        "deadline",
        "due",
        "index",
        "key",
        "kind",
        "now",
        "parts",
        "perform",
        "position",
        "reach",
        "ready",
        "rivals",
        "spare",
        "target",
        "task",
        "told",
    )

    task: "Task"
    index: int
    clock: list[int]
    now: float
    rivals: list["Operation"]

    def __init__(  # noqa: PLR0913, PLR0917  (one constructor on the hottest path; a builder would double its cost)
        self,
        kind: Kind,
        target: object = None,
        key: object = ALL,
        ready: Callable[[], bool] | None = None,
        perform: "Callable[[Operation], None] | None" = None,
        deadline: float | None = None,
    ) -> None:
        self.kind = self.asked = kind
        self.target = self if target is None else target
        self.key = key
        self.ready = ready
        self.perform = perform
        self.deadline = deadline
        self.spare = False
        self.due = -1
        self.parts: tuple[Operation, ...] = ()
        self.reach: Callable[[], list[Operation]] | None = None
        self.after: Operation | None = None
        self.told: Any = None
        self.position = -1

    def enabled(self) -> bool:
        """Return whether the operation could happen now."""
        return self.ready is None or self.due >= 0 or self.ready()

    def expires(self) -> bool:
        """Return whether this waits for others, but not for ever."""
        return self.deadline is not None and self.kind not in (SLEEP, AWAIT)

    def renew(self) -> None:
        """Concern what it would concern if it happened now: others may have changed that since it is pending."""
        if self.reach is not None:
            self.involve(self.reach())

    def involve(self, parts: "list[Operation]") -> None:
        """Concern what these parts concern: each of several things, or the only one."""
        if len(parts) == 1:
            (only,) = parts
            self.target, self.key, self.kind, self.parts = only.target, only.key, only.kind, ()
        else:
            self.target, self.key, self.parts = self, ALL, tuple(parts)
            self.kind = WRITE if any(part.kind.changes for part in parts) else READ
        self.asked = self.kind


def dependent(earlier: Operation, later: Operation) -> bool:
    """Return whether it can matter that the two happened in this order."""
    if earlier.target is not later.target:
        return bool(earlier.parts or later.parts) and any(dependent(*pair) for pair in meetings(earlier, later))
    before = earlier.kind.before
    if before is not None:
        return later.kind.name in before
    if not (earlier.kind.changes or later.kind.changes):
        return False
    if earlier.key is ALL or later.key is ALL or earlier.key == later.key:
        return True
    return earlier.kind is later.kind and earlier.kind in ENTRIES


def at_odds(one: Operation, other: Operation) -> bool:
    """Return whether one of two steps is a sleep, which keeps time from passing, and the other may wait for that."""
    if one.kind is SLEEP:
        return other.kind in (LAPSE, AWAIT) or other.expires()
    return other.kind is SLEEP and at_odds(other, one)


def meetings(one: Operation, other: Operation) -> Iterator[tuple[Operation, Operation]]:
    """Give the parts of two operations that concern the same thing, in pairs."""
    for part in one.parts or (one,):
        for counterpart in other.parts or (other,):
            if part.target is counterpart.target:
                yield part, counterpart


def rival(earlier: Operation, later: Operation) -> bool:
    """Return whether `later`, known to depend on `earlier`, could have happened in its place."""
    if not later.kind.blocking or not earlier.kind.idle:
        return True
    return later.spare and earlier.kind.changes
