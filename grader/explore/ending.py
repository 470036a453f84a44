"""How one execution ended, as plain values."""

import traceback
from collections.abc import Iterable
from types import FrameType, ModuleType

from grader.explore.grain_pool import IDLE, Worker
from grader.explore.locks import Lock, Waiter
from grader.explore.model import Awaited, Failure, Source, Wait
from grader.explore.naming import Names
from grader.explore.operation import AWAIT, SLEEP
from grader.explore.run import Run
from grader.explore.task import Task

LONGEST = 500


def failure(error: BaseException, thread: str, sources: Iterable[Source]) -> Failure:
    """Describe an exception."""
    shown = {source.filename for source in sources if source.shown}
    file, line = place(error, shown)
    return Failure(
        type=type(error).__name__,
        message=message(error),
        thread=thread,
        file=file,
        line=line,
        missing=missing(error, {source.name for source in sources}),
    )


def message(error: BaseException) -> str:
    """Return what an exception says, whatever its own `__str__` does."""
    try:
        return str(error)[:LONGEST]
    except Exception:  # noqa: BLE001  (the program's __str__ may raise anything)
        return ""


def place(error: BaseException, shown: set[str]) -> tuple[str, int | None]:
    """Return the innermost line of a shown source that the exception passed through."""
    if isinstance(error, SyntaxError) and error.filename in shown:
        return error.filename or "", error.lineno
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_code.co_filename in shown:
            return frame.f_code.co_filename, line
    return "", None


def missing(error: BaseException, names: set[str]) -> str | None:
    """Return the name that was asked of one of the sources and is not there."""
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType) and error.obj.__name__ in names:
        return error.name
    if isinstance(error, ImportError) and error.name in names:
        named = getattr(error, "name_from", None)  # since 3.12
        return named or message(error).partition("'")[2].partition("'")[0] or None
    return None


def line_of(frame: FrameType | None, files: set[str]) -> tuple[str, int | None]:
    """Return the innermost line among `files` that a thread is at."""
    while frame is not None:
        if frame.f_code.co_filename in files:
            return frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
    return "", None


def left(run: Run, main: Task) -> tuple[str, ...]:
    """Return the names of the threads that have not ended before the main thread; workers with one name are one."""
    others = [task for task in run.tasks if task is not main and not task.ended]
    named = {(task.thread._name, 0 if isinstance(task.thread, Worker) else task.slot): None for task in others}  # noqa: SLF001
    return tuple(name for name, _ in named)


def waits(run: Run, sources: Iterable[Source], spaces: dict[str, dict[str, object]]) -> tuple[Wait, ...]:
    """Describe who waits for what when nobody can go on."""
    shown = {source.filename for source in sources if source.shown}
    stuck = [task for task in run.tasks if not task.ended and task.pending and task.pending.kind not in IDLE]
    names = Names(spaces, [task.frame for task in stuck], {source.filename for source in sources})
    return tuple(
        Wait(
            thread=task.name,
            line=line_of(task.frame, shown)[1],
            awaits=awaited(task, run),
            wants=wanted(task, run, names),
            held_by=holder.name if holder and awaited(task, run) == "lock" else None,
            holds=tuple(names.of(lock) for lock in task.holding if names.told(lock)),
            cycle=in_cycle(task, run),
        )
        for task in stuck
        for holder in [waits_for(task, run)]
    )


def waits_for(task: Task, run: Run) -> Task | None:
    """Return the thread that has what `task` waits for."""
    pending = task.pending
    if pending is None or task.ended:
        return None
    if pending.target is run.life:
        return next((other for other in run.tasks if id(other.thread) == pending.key), None)
    owner = pending.target.owner__ if isinstance(pending.target, Lock) else None
    return None if owner is None or isinstance(pending.target, Waiter) else owner


def in_cycle(task: Task, run: Run) -> bool:
    """Return whether `task`, in the end, waits for itself."""
    other, seen = waits_for(task, run), set[Task]()
    while other is not None and other is not task and other not in seen:
        seen.add(other)
        other = waits_for(other, run)
    return other is task


def awaited(task: Task, run: Run) -> Awaited:
    """Return what kind of thing `task` waits for."""
    pending = task.pending
    if pending is None or pending.kind in (AWAIT, SLEEP):
        return "change"
    return "end" if pending.target is run.life else "lock"


def wanted(task: Task, run: Run, names: Names) -> str | None:
    """Name what `task` waits for: a lock or a thread, as far as it has a name."""
    kind, other = awaited(task, run), waits_for(task, run)
    if kind == "lock" and task.pending is not None:
        return names.of(task.pending.target)
    return other.name if kind == "end" and other else None
