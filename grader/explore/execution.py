"""One execution of a program, from nothing to its ending."""

import contextlib
from dataclasses import dataclass, field
from threading import get_ident
from typing import Any

from grader.explore.addresses import Numbering
from grader.explore.ending import failure, left, waits
from grader.explore.loader import Loader
from grader.explore.model import Failure, Program, Wait
from grader.explore.operation import ALL, READ, Operation
from grader.explore.prepare import Prepared, prepare
from grader.explore.run import Run, Strategy
from grader.explore.sentinel import guarded
from grader.explore.task import Abandoned, Fibers, Task
from grader.explore.thread import MainThread, close
from grader.explore.virtual import shut_down


@dataclass(slots=True)
class Ending:
    """How an execution ended: the parts of an Outcome that one execution knows."""

    kind: str = ""
    value: object = None
    error: Failure | None = None
    uncaught: list[Failure] = field(default_factory=list)
    waits: tuple[Wait, ...] = ()
    left: tuple[str, ...] = ()


class Executor:
    """Executes one program again and again."""

    def __init__(self, program: Program, steps: int, seed: int) -> None:
        self.program = program
        self.prepared: Prepared = prepare(program.sources)
        self.steps = steps
        self.seed = seed
        self.fibers = Fibers()

    def execute(self, strategy: Strategy, teller: Any = None) -> tuple[Run, Ending]:
        """Run the program under `strategy`, to its end; nothing of it is left alive."""
        run = Run(strategy, self.steps, teller, self.fibers)
        ending = Ending()
        loader = Loader(self.prepared, run, self.seed)
        if teller is not None:
            teller.attach(run, loader)
        run.broken = lambda task, error: self.broken(run, loader, ending, task, error)
        told = guarded()
        told[get_ident()] = lambda what: self.unseen(run, what)
        try:
            run.drive(MainThread(), lambda task: self.main(task, loader, ending))
            self.conclude(run, loader, ending)
        finally:
            run.unwind()
            del told[get_ident()]
        self.last = loader
        return run, ending

    def dispose(self, run: Run) -> None:
        """Forget an execution that has been learnt from."""
        run.dispose()
        self.last.dispose()

    def main(self, task: Task, loader: Loader, ending: Ending) -> None:
        """Be the main thread: load, call, and leave as an interpreter does."""
        run = task.run
        task.thread.task__ = task  # the one thread that nobody starts
        try:
            self.call(task, loader, ending)
            if run.watching:
                run.step(task, Operation(READ, run.life, ALL))
            ending.left = left(run, task)
            shut_down(run)
        except Abandoned:
            return
        close(task)

    def call(self, task: Task, loader: Loader, ending: Ending) -> None:
        """Load the sources and call the function."""
        try:
            for source in self.program.sources:
                loader.load(source.name)
            returned = snapshot(task, self.program.call(loader.modules))
            if not task.run.stopped:  # else a `finally: return` has swallowed what was to throw this thread out
                ending.value = self.program.observe(returned)
                ending.kind = "returned"
        except Abandoned:
            raise
        except BaseException as error:  # noqa: BLE001  (whatever the program raises is an observation)
            if task.run.stopped:
                return  # thrown out in the middle of something, whose own clean-up failed: that is no observation
            ending.kind = "raised"
            ending.error = failure(error, task.name, self.program.sources)

    def broken(self, run: Run, loader: Loader, ending: Ending, task: Task, error: BaseException) -> None:
        """Note the exception that ended a thread, and tell the program's own hook for that."""
        if run.stopped:
            return  # as in `call`
        if not (isinstance(error, SystemExit) or (run.tasks[0].ended and task.daemon)):
            ending.uncaught.append(failure(error, task.name, self.program.sources))
        threading = loader.threading
        hook = threading.excepthook
        if hook is not None:
            with contextlib.suppress(Exception):  # CPython reports a hook that fails and forgets it
                hook(threading.ExceptHookArgs((type(error), error, error.__traceback__, task.thread)))

    def unseen(self, run: Run, what: str) -> None:
        """End an execution that does something nobody can see.

        What is raised here is an ordinary exception, so that the real `Thread.start` cleans up after itself.
        """
        run.unseen = run.unseen or what
        run.stopped = run.stopped or "unseen"
        raise RuntimeError(what)

    def conclude(self, run: Run, loader: Loader, ending: Ending) -> None:
        """Give an execution that did not simply end its kind."""
        numbering = Numbering()
        ending.value = numbering.value(ending.value)
        ending.error = ending.error and numbering.failure(ending.error)
        ending.uncaught = [numbering.failure(failed) for failed in ending.uncaught]
        ending.uncaught.sort(key=lambda failed: (failed.thread, failed.type, failed.message))
        if run.unseen:
            ending.kind = "unseen"
            ending.error = Failure(
                type="Unseen", message=run.unseen, thread=run.current.name, file="", line=None, missing=None
            )
        elif run.stopped:
            ending.kind = run.stopped
            ending.error = loader.refusal(run.current.name)
        elif any(not task.ended and not task.daemon for task in run.tasks):
            ending.kind = "deadlock"
            ending.waits = waits(run, self.program.sources, loader.spaces)


def snapshot(task: Task, value: Any, depth: int = 40) -> Any:
    """Return a copy of what the program returned, each container as it is at the moment it is read."""
    kind = type(value)
    if kind not in (list, tuple, dict, set) or not task.run.watching or not depth:
        return value
    if kind is not tuple:
        task.run.step(task, Operation(READ, value, ALL))
    if kind is dict:
        return {key: snapshot(task, part, depth - 1) for key, part in list(value.items())}
    return kind([snapshot(task, part, depth - 1) for part in list(value)])
