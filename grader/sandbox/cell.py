"""What a stage is told that has to shut itself in (level L1): where it may read, and who it is to be."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader import watch
from grader.sandbox.bubblewrap import needed, parts
from grader.sandbox.limits import PROCESSES

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/ld.so.cache", "/proc", "/dev/urandom")
STRANGERS, MANY = 61184, 4000  # uids that belong to nobody for long: where systemd takes those of passing services


def cell(level: str) -> dict[str, Any] | None:
    """Return what shuts a stage in; None at the levels where that is not its own business.

    Raises OSError, with the reason, where no process can shut itself in.
    """
    if level != "L1" or sys.platform != "linux":
        return None
    from grader.stage import landlock  # noqa: PLC0415  (which can be loaded on Linux only)

    landlock.version()
    uid = None if os.geteuid() else STRANGERS + os.getpid() % MANY
    return {"reads": [*SYSTEM, *(path for path, _ in needed())], "uid": uid}


def modules(doors: Path) -> str:
    """Return a folder, below one that a stage may read, where a spawned interpreter finds our half of the stage.

    Where this package really lies, hidden tests may lie beside it: so nobody may list what is there.
    """
    package = doors / "modules" / "grader"
    if not package.exists():
        package.mkdir(parents=True)
        for part in parts():
            (package / part.name).symlink_to(part)
    return str(package.parent)


def processes(level: str) -> int | None:
    """Return how many processes and threads the kernel lets a stage's user have; None for no limit of ours.

    In a sandbox, and as a user of its own, a stage is alone; else what its user has at work already comes on top.
    """
    if level == "L0":
        return None
    return PROCESSES if level != "L1" or not os.geteuid() else PROCESSES + at_work(os.geteuid())


def at_work(uid: int) -> int:
    """Return how many threads a user has in all."""
    count = 0
    for entry in os.scandir("/proc"):
        with suppress(FileNotFoundError):
            count += len(watch.threads(int(entry.name))) if entry.name.isdecimal() and entry.stat().st_uid == uid else 0
    return count
