"""What a run leaves behind when it has answered and settled: processes, threads, shared memory, semaphores, files."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader import closeup, watch

SHARED = "/dev/shm"  # noqa: S108  (looked at, inside the sandbox)
OWN = ("pymp-", "__pycache__")  # multiprocessing's own folders, and Python's
MOST = 10  # names of one kind
SANDBOX = "/box"


def there(stage: int) -> frozenset[str]:
    """Return the names of what is in a sandbox before student code runs: it may lie on the way to the interpreter."""
    root = Path(f"/proc/{stage}/root")
    return frozenset(entries(root / SHARED[1:]) + entries(root / "tmp")) if sandboxed(stage) else frozenset()


def leftovers(stage: int, family: Mapping[int, str], before: Collection[str]) -> dict[str, Any]:
    """Return how many threads, children and zombies there are, and the names of the rest where it can be seen.

    What was there `before` the run is not left by it.
    """
    others = {pid: state for pid, state in family.items() if not closeup.is_helper(pid)}
    zombies = sum(state in "ZX" for state in others.values())
    threads = sum(task.rest != "gone" for task in watch.tasks([stage])) - 1
    found: dict[str, Any] = {"threads": threads, "children": len(others) - zombies, "zombies": zombies}
    root = Path(f"/proc/{stage}/root")
    if not sandboxed(stage):
        return found  # the folders are everybody's: nobody can tell who has left something there
    names = [name for name in entries(root / SHARED[1:]) if name not in before]
    used = mapped({stage, *family})
    found["shared memory"] = [name for name in names if not name.startswith("sem.")][:MOST]
    semaphores = [name for name in names if name.startswith("sem.")]
    found["semaphores"] = [name for name in semaphores if inode(root / SHARED[1:] / name) not in used][:MOST]
    files = [name for name in entries(root / "tmp") if name not in before]
    found["files"] = [name for name in files if not name.startswith(OWN)][:MOST]
    return found


def sandboxed(stage: int) -> bool:
    """Whether a process has folders of its own."""
    with suppress(OSError):
        return Path(f"/proc/{stage}/ns/mnt").readlink() != Path("/proc/self/ns/mnt").readlink()
    return False


def entries(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none if it cannot be read."""
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def inode(file: Path) -> int:
    """Return the number of a file, 0 if it is no more."""
    try:
        return file.stat().st_ino
    except OSError:
        return 0


def mapped(pids: set[int]) -> set[int]:
    """Return the inodes of the shared memory that processes have in use."""
    return {number for pid in pids for number in mapped_by(pid)}


def mapped_by(pid: int) -> Iterator[int]:
    """Give the inodes of the shared memory that a process has in use.

    Not the names: sem_open(3) makes a semaphore under another one, which is what `maps` goes on showing.
    """
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines():
            if f" {SHARED}/" in row:
                yield int(row.split(maxsplit=5)[4])
