"""`threading.Thread` and the questions about threads, with CPython's behaviour and errors."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from grader.explore.operation import ALL, JOIN, LAPSE, READ, WRITE, Operation
from grader.explore.run import Run
from grader.explore.task import Abandoned, Task, here


class Thread:
    """A thread of control in the explored program."""

    # What is ours is no attribute, see `border`.
    __slots__ = ("__dict__", "__weakref__", "announced__", "serial__", "task__")
    _initialized = False

    def __init__(  # noqa: PLR0913  (CPython's signature)
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        assert group is None, "group argument must be None for now"
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}
        self._name = str(name) if name else fresh_name(target)
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self.task__: Task | None = None
        self.announced__: Callable[[Any], Any] = plain
        self.serial__ = serial()
        self._initialized = True

    @property
    def label__(self) -> str:
        """The name, for those who watch."""
        return self._name

    @property
    def name(self) -> str:
        """The name, as the program reads and writes it."""
        assert self._initialized, "Thread.__init__() not called"
        look(self, "name")
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        assert self._initialized, "Thread.__init__() not called"
        look(self, "name", WRITE)
        self._name = str(name)

    @property
    def number__(self) -> int | None:
        """The identifier, for those who watch."""
        return None if self.task__ is None else 1000 + self.task__.slot

    @property
    def ident(self) -> int | None:
        """A number that no other thread of the execution has; None before the start."""
        assert self._initialized, "Thread.__init__() not called"
        look_at_life(id(self))
        return self.number__

    @property
    def native_id(self) -> int | None:
        """The same number: there is no thread of the operating system."""
        return self.ident

    @property
    def daemon(self) -> bool:
        """Whether the program may end while this thread runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self.started__():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def start(self) -> None:
        """Begin the thread's activity, once."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        task = running().run.start(self, partial(bootstrap, self), daemon=self._daemonic)
        if task is None:
            raise RuntimeError("threads can only be started once")
        self.task__ = task

    def started__(self) -> Task | None:
        """Return what was made of the thread if it has been started: others' `start` may come before or after."""
        look_at_life(id(self))
        return self.task__

    def run(self) -> None:
        """Call the target; subclasses do something else instead."""
        try:
            if self._target is not None:
                self.announced__(self._target)(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        task, other = running(), self.task__ or self.started__()
        if other is None:
            raise RuntimeError("cannot join thread before it is started")
        if other is task:
            raise RuntimeError("cannot join current thread")
        wait_for_end(task, self, other, timeout)

    def is_alive(self) -> bool:
        """Return whether the thread was started and has not ended."""
        assert self._initialized, "Thread.__init__() not called"
        look_at_life(id(self))
        return self.task__ is not None and not self.task__.ended

    def isDaemon(self) -> bool:  # noqa: N802  (CPython's old names)
        """Old name of `daemon`."""
        return self.daemon

    def setDaemon(self, daemonic: bool) -> None:  # noqa: N802, FBT001
        """Old name of `daemon`."""
        self.daemon = daemonic

    def getName(self) -> str:  # noqa: N802
        """Old name of `name`."""
        return self.name

    def setName(self, name: str) -> None:  # noqa: N802
        """Old name of `name`."""
        self.name = name

    def __reduce_ex__(self, _protocol: object) -> str:
        raise TypeError("cannot pickle '_thread.lock' object")

    def __hash__(self) -> int:
        return self.serial__ if self._initialized else 0

    def __repr__(self) -> str:
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial" if self.task__ is None else "stopped" if self.task__.ended else "started"
        status += " daemon" * self._daemonic + ("" if self.task__ is None else f" {self.number__}")
        return f"<{type(self).__name__}({self._name}, {status})>"


class MainThread(Thread):
    """The thread that everything starts in."""

    def __init__(self) -> None:
        super().__init__(name="MainThread", daemon=False)


MainThread.__name__ = "_MainThread"  # as its text shows


def bootstrap(thread: Thread, task: Task) -> None:
    """Be the thread, from its first step to its last."""
    try:
        thread.run()
    except Abandoned:
        return
    except BaseException as error:  # noqa: BLE001  (whatever a thread dies of is an observation)
        task.run.broken(task, error)
    close(task)


def running() -> Task:
    """Return the running virtual thread; raises RuntimeError where there is none."""
    task = here()
    if task is None:
        raise RuntimeError("this object belongs to an exploration that is over")
    return task


def close(task: Task) -> None:
    """End the running thread."""
    try:
        task.run.end(task)
    except Abandoned:
        return


def wait_for_end(task: Task, thread: Thread, other: Task, timeout: float | None) -> None:
    """Join; when the last other thread is known to have ended, nothing need be watched any more."""
    deadline = None if timeout is None else task.now + max(timeout, 0)
    operation = Operation(JOIN, task.run.life, id(thread), ready=lambda: other.ended, deadline=deadline)
    if task.run.step(task, operation).kind is not LAPSE and task.run.watching:
        if not task.quiet:
            task.joined.add(other)
        task.run.relax()


def look(target: object, key: object, kind: Any = READ) -> None:
    """Make a read or write of one of our own variables an operation."""
    task = here()
    if task is not None and task.run.watching:
        task.run.step(task, Operation(kind, target, key))


def look_at_life(key: object) -> Run:
    """Make a question about the lives of threads an operation."""
    task = running()
    if task.run.watching:
        task.run.step(task, Operation(READ, task.run.life, key))
    return task.run


def serial() -> int:
    """Return a number that stands for a new object where CPython would use its address.

    Each thread counts for itself, so that what two threads make at the same time does not depend on who came first.
    """
    task = here()
    if task is None:
        return 0
    task.made += 1
    return 1000 * task.made + task.slot


def plain(target: Any) -> Any:
    """Return the function that a thread is to call, as it is."""
    return target


def fresh_name(target: Callable[..., object] | None) -> str:
    """Return the next default name."""
    run = running().run
    look(run, "names", WRITE)
    run.names += 1
    name = getattr(target, "__name__", None)
    return f"Thread-{run.names} ({name})" if name is not None else f"Thread-{run.names}"


def pool_number() -> int:
    """Return how many executors the execution had before."""
    run = running().run
    look(run, "pools", WRITE)
    run.pools += 1
    return run.pools - 1


def current_thread() -> Any:
    """Return the Thread object of the caller."""
    task = here()
    return threading.main_thread() if task is None else task.thread


def get_ident() -> int:
    """Return the caller's identifier."""
    return 1000 + running().slot


def main_thread() -> Any:
    """Return the Thread object of the main thread."""
    return running().run.tasks[0].thread


def enumerate_threads() -> list[Any]:
    """Return the Thread objects that are alive."""
    return [task.thread for task in look_at_life(ALL).tasks if not task.ended]


def active_count() -> int:
    """Return how many threads are alive."""
    return len(enumerate_threads())
