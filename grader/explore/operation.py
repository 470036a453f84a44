"""Operations: what a thread does that other threads may notice, and which two of them do not commute.

An `Operation` is *pending* until its thread is chosen, and an *event* of the trace from then on. Only the
target's identity, a plain key and the kind decide about dependence, never the program's own `__eq__`.
"""

from collections.abc import Callable
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
    `idle` when it never takes away what a blocking operation needs (so no blocking one can overtake it).
    """

    name: str
    changes: bool = False
    blocking: bool = False
    idle: bool = False


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
SLEEP = Kind("sleep")
AWAIT = Kind("await", blocking=True)  # a sleep or a turn of a loop that can matter only after a change


class Operation:
    """One operation of one thread; `position`, `index` and `clock` are known once it has happened."""

    __slots__ = (
        "after",
        "clock",
        "deadline",
        "index",
        "key",
        "kind",
        "lapsed",
        "now",
        "perform",
        "position",
        "ready",
        "rivals",
        "target",
        "task",
        "told",
    )

    def __init__(  # noqa: PLR0913  (one constructor on the hottest path; a builder would double its cost)
        self,
        kind: Kind,
        target: object = None,
        key: object = ALL,
        ready: Callable[[], bool] | None = None,
        perform: "Callable[[Operation], None] | None" = None,
        deadline: float | None = None,
    ) -> None:
        self.kind = kind
        self.target = self if target is None else target
        self.key = key
        self.ready = ready
        self.perform = perform
        self.deadline = deadline
        self.lapsed = False
        self.after: Operation | None = None
        self.told: Any = None
        self.task: Task
        self.position = self.index = -1
        self.clock: list[int] = []
        self.now = 0.0
        self.rivals: list[Operation] = []

    def enabled(self) -> bool:
        """Return whether the operation could happen now."""
        return self.ready is None or self.lapsed or self.ready()


def dependent(one: Operation, other: Operation) -> bool:
    """Return whether the order of the two can matter."""
    if one.target is not other.target or not (one.kind.changes or other.kind.changes):
        return False
    if one.key is ALL or other.key is ALL or one.key == other.key:
        return True
    return one.kind is INSERT and other.kind is INSERT


def rival(earlier: Operation, later: Operation) -> bool:
    """Return whether `later`, known to depend on `earlier`, could have happened in its place."""
    return not (later.kind.blocking and earlier.kind.idle)
