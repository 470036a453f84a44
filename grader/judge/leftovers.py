"""What a run leaves behind when it has answered and settled: processes, threads, shared memory, semaphores, files."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader import closeup, watch

SHARED = "/dev/shm"  # noqa: S108  (looked at, inside the sandbox)
OWN = ("pymp-", "__pycache__")  # multiprocessing's own folders, and Python's
MOST = 10  # names of one kind
SANDBOX = "/box"


def leftovers(stage: int, family: Mapping[int, str]) -> dict[str, Any]:
    """Return how many threads, children and zombies there are, and the names of the rest where it can be seen."""
    others = {pid: state for pid, state in family.items() if not closeup.is_helper(pid)}
    zombies = sum(state in "ZX" for state in others.values())
    threads = sum(task.rest != "gone" for task in watch.tasks([stage])) - 1
    found: dict[str, Any] = {"threads": threads, "children": len(others) - zombies, "zombies": zombies}
    root = Path(f"/proc/{stage}/root")
    if not sandboxed(stage):
        return found  # the folders are everybody's: nobody can tell who has left something there
    names = entries(root / SHARED[1:])
    used = mapped({stage, *family})
    found["shared memory"] = [name for name in names if not name.startswith("sem.")][:MOST]
    found["semaphores"] = [name for name in names if name.startswith("sem.") and name not in used][:MOST]
    found["files"] = [name for name in entries(root / "tmp") if not name.startswith(OWN)][:MOST]
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


def mapped(pids: set[int]) -> set[str]:
    """Return the names of the shared memory that processes have in use."""
    return {name for pid in pids for name in mapped_by(pid)}


def mapped_by(pid: int) -> Iterator[str]:
    """Give the names of the shared memory that a process has in use."""
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/maps").read_text(errors="replace").splitlines():
            path = row.partition(SHARED + "/")[2]
            if path:
                yield path.removesuffix(" (deleted)")
