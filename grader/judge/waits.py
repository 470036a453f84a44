"""Who waits for what when a run is stuck, whom that depends on, and the circle if there is one.

What is waited for, and who could end it, are the kernel's words: system call, arguments, the two ends of pipes. The
student's line, and which function of the library it is that waits, are the process's own.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Any

from grader import closeup, syscalls, watch
from grader.judge.lines import Frame, frames
from grader.judge.lives import Lives

CALLED: Mapping[tuple[str, str], str] = {
    ("queues.py", "get"): "get", ("queue.py", "get"): "get",
    ("queues.py", "put"): "put", ("queue.py", "put"): "put",
    ("queues.py", "_finalize_join"): "taken", ("queues.py", "join_thread"): "taken",
    ("threading.py", "join"): "thread", ("threading.py", "_shutdown"): "thread",
    ("pool.py", "map"): "result", ("pool.py", "get"): "result", ("pool.py", "apply"): "result",
    ("pool.py", "starmap"): "result", ("pool.py", "next"): "result", ("_base.py", "result"): "result",
}  # fmt: skip
"""What a function of the standard library waits for, by its file and name."""
POLLFD = struct.Struct("ihh")
ENDS = {"data": (1, 2), "room": (0, 2)}  # O_WRONLY or O_RDWR makes data, O_RDONLY or O_RDWR makes room


class Scene:
    """A stuck run: its threads, and what the processes say of their lines; `module` is the student's."""

    def __init__(self, tasks: tuple[watch.Task, ...], stage: int, lives: Lives, module: str) -> None:
        self.tasks = [task for task in tasks if task.rest != "gone" and not closeup.is_helper(task.pid)]
        self.stage, self.lives, self.file = stage, lives, f"{module}.py"
        pids = list(dict.fromkeys(task.pid for task in self.tasks))
        self.opened = {pid: closeup.descriptors(pid) for pid in pids}
        self.lines = {tid: own_life(rows) for pid in pids for tid, rows in frames(pid).items()}

    def evidence(self) -> dict[str, Any]:
        """Return what each thread waits for, and the circle: numbers of children, 0 for the caller."""
        waits = [self.wait(task) for task in self.tasks if self.telling(task)]
        circle = cycle({wait["number"]: wait["whom"] for wait in reversed(waits) if wait["whom"]})
        return {"waits": waits, **({"cycle": circle} if circle else {})}

    def telling(self, task: watch.Task) -> bool:
        """Whether a thread has anything to say: it is the first of its process, runs the student's code, or writes."""
        return task.tid == task.pid or self.own(task) is not None or syscalls.awaited(task.call) == "room"

    def wait(self, task: watch.Task) -> dict[str, Any]:
        """Return what one thread waits for."""
        number = self.number(task.pid)
        own = self.own(task)
        return {
            "process": "caller" if task.pid == self.stage else "child", "number": number, "pid": watch.inner(task.pid),
            "for": [self.word(task)], "whom": self.whom(task),
            "line": own.line if own else None, "function": own.function if own else None,
        }  # fmt: skip

    def number(self, pid: int) -> int:
        """Return which child a process is, from 1 on; 0 for the caller."""
        return self.lives.number(pid, self.stage)

    def own(self, task: watch.Task) -> Frame | None:
        """Return the innermost call in the student's file."""
        return next((frame for frame in self.lines.get(task.tid, ()) if frame.file == self.file), None)

    def word(self, task: watch.Task) -> str:
        """Return what a thread waits for, in a word that the reports explain."""
        kernel = syscalls.awaited(task.call)
        if task.rest == "awake":
            return "cpu"
        if task.rest == "timed":
            return "time" if kernel == "something" else kernel
        words = [CALLED[key] for f in self.called(task) if (key := (f.file, f.function)) in CALLED]
        return words[-1] if words and kernel not in ("child", "room") else kernel

    def called(self, task: watch.Task) -> Iterator[Frame]:
        """Give the library's calls on top of the student's, innermost first."""
        for frame in self.lines.get(task.tid, ()):
            if frame.file == self.file:
                return
            yield frame

    def whom(self, task: watch.Task) -> list[int]:
        """Return the other processes of which one would have to do something, as far as the kernel tells."""
        if task.rest == "awake":
            return []
        if task.child:
            pid = self.lives.outer(task.child)
            return [self.number(pid)] if pid else []
        ends = ENDS.get(syscalls.awaited(task.call))
        pipes = {self.opened[task.pid].get(fd, "") for fd in awaited_descriptors(task)} if ends else set()
        pipe = next((pipe for pipe in pipes if pipe.startswith("pipe:")), None)
        if pipe is None or ends is None:
            return []
        others = [pid for pid in self.opened if pid != task.pid and holds(pid, self.opened[pid], pipe, ends)]
        return [self.number(pid) for pid in others]


def own_life(rows: list[Frame]) -> list[Frame]:
    """Return the calls that a process has made itself: in a forked child, its parent's are further out."""
    births = [place for place, row in enumerate(rows) if (row.file, row.function) == ("process.py", "_bootstrap")]
    return rows[: births[0]] if births else rows


def awaited_descriptors(task: watch.Task) -> list[int]:
    """Return the descriptors on which a thread waits: that of read or write, or those of poll."""
    if task.call not in syscalls.POLLS:
        return [task.arguments[0]]
    try:
        data = closeup.memory(task.pid, task.arguments[0], POLLFD.size * min(task.arguments[1], 8))
    except OSError:
        return []
    return [fd for fd, _, _ in POLLFD.iter_unpack(data)]


def holds(pid: int, opened: Mapping[int, str], pipe: str, modes: tuple[int, ...]) -> bool:
    """Whether a process has one end of a pipe, opened in one of these ways."""
    return any(mode(pid, fd) in modes for fd, leads in opened.items() if leads == pipe)


def mode(pid: int, fd: int) -> int:
    """Return how a descriptor is opened: 0 for reading, 1 for writing, 2 for both."""
    flags = next((row.split()[1] for row in closeup.about(pid, fd) if row.startswith("flags:")), "3")
    return int(flags, 8) & 3


def cycle(edges: Mapping[int, list[int]]) -> list[int]:
    """Return the circle in which everybody depends on the next one, the first one again at its end; empty if none."""
    for start in sorted(edges):
        path = [start]
        while len(following := edges.get(path[-1], [])) == 1 and following[0] not in path:
            path.append(following[0])
        if following and following[0] in path:
            return [*path[path.index(following[0]) :], following[0]]
    return []
