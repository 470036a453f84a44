"""Virtual threads: what the scheduler knows about each, and how control passes between them.

Transport is greenlet: a switch costs 0.3 us (a baton between OS threads 10 to 14 us), and an abandoned
execution is unwound by throwing into it. A new greenlet costs 8 us, most of it for memory that the interpreter
asks of the operating system, so one that has run a thread to its end runs another in the next execution.
"""

import contextlib
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from greenlet import getcurrent, greenlet

if TYPE_CHECKING:
    from grader.explore.operation import Operation
    from grader.explore.run import Run


class Abandoned(BaseException):
    """Unwinds the threads of an execution that has ended."""


class Task:
    """One virtual thread of one execution; `origin` is the last that its parent had done when it was made."""

    def __init__(self, run: "Run", slot: int, thread: Any, parent: "Task | None") -> None:
        self.run = run
        self.slot = slot
        self.thread = thread
        self.now: float = 0.0 if parent is None else parent.now
        self.origin: Operation | None = None if parent is None or not parent.events else parent.events[-1]
        self.clock: list[int] = []
        self.pending: Operation | None = None
        self.events: list[Operation] = []
        self.holding: list[object] = []
        self.visits: dict[object, Any] = {}
        self.joined: set[Task] = set()
        self.looks = 0
        self.glances = 0
        self.turns = 0
        self.quiet = 0
        self.ended = False
        self.daemon = False
        self.made = 0
        self.fiber: Fiber

    @property
    def frame(self) -> FrameType | None:
        """The innermost frame of a thread that is not running."""
        return self.fiber.gr_frame

    @property
    def name(self) -> str:
        """The thread's name at this moment."""
        return str(self.thread.label__)

    def dispose(self) -> None:
        """Forget everything that leads back here."""
        self.events = []
        self.visits.clear()
        self.joined.clear()
        self.pending = self.origin = self.thread = None


class Fiber(greenlet):
    """A greenlet that runs the body of one thread after another."""

    task: Task | None = None
    body: Callable[[], None] | None = None
    busy = False

    def work(self) -> None:
        """Run the body that was given, to its end or until it is thrown out."""
        body, self.body, self.busy = self.body, None, True
        with contextlib.suppress(Abandoned):
            body()  # type: ignore[misc]  # nobody switches here without having given one
        self.busy = False


def serve() -> None:
    """Run what the running fiber is given to run, for ever.

    No variable may hold the fiber: nobody would ever find the circle through a frame that is not running.
    """
    while True:
        getcurrent().work()  # type: ignore[attr-defined]  # a Fiber
        getcurrent().parent.switch()  # type: ignore[union-attr]


class Fibers:
    """The fibers of an executor: lent to the threads of one execution, taken back at its end."""

    def __init__(self) -> None:
        self.hub: greenlet
        self.free: list[Fiber] = []

    def gather(self, hub: greenlet) -> None:
        """Belong to `hub`, the greenlet in which an execution begins: control goes there when a thread has ended."""
        if self.free and self.free[0].parent is not hub:
            self.free.clear()
        self.hub = hub

    def lend(self, task: Task, body: Callable[[], None]) -> None:
        """Let a fiber run `body` for a new thread once it is switched to, with no context variables."""
        if self.free:
            task.fiber = self.free.pop()
            task.fiber.gr_context = None
        else:
            task.fiber = Fiber(serve, self.hub)
        task.fiber.task, task.fiber.body = task, body

    def take_back(self, task: Task) -> None:
        """Throw a thread out of whatever it is doing, and keep its fiber for another."""
        fiber = task.fiber
        if fiber.busy:
            fiber.throw(Abandoned)
        fiber.task = fiber.body = None
        if not (fiber.busy or fiber.dead):
            self.free.append(fiber)


def here() -> Task | None:
    """Return the virtual thread that is running, None outside of any execution."""
    return getattr(getcurrent(), "task", None)
