"""Who waits for what when a run is stuck."""

from typing import Any

from grader import syscalls, watch
from grader.judge.lives import Lives


def explained(tasks: tuple[watch.Task, ...], stage: int, lives: Lives) -> dict[str, Any]:
    """Return the evidence: what each process and thread waits for."""
    found: dict[int, list[str]] = {}
    for task in tasks:
        if task.rest != "gone":
            found.setdefault(task.pid, []).append(syscalls.awaited(task.call))
    return {"waits": [wait(pid, words, stage, lives) for pid, words in found.items()]}


def wait(pid: int, words: list[str], stage: int, lives: Lives) -> dict[str, Any]:
    """Return what one process waits for."""
    who = {"process": "caller"} if pid == stage else {"process": "child", "number": lives.number(pid, {stage})}
    return {**who, "pid": watch.inner(pid), "for": words}
