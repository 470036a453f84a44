"""A control group for all processes of a sandbox: how much memory they may have together, and how many they may be.

In the first version of control groups every controller has a tree of its own; our groups lie at the top of what is
mounted, where the next start finds those of a grader that was killed. In the second version a group that hands
controllers down holds no process itself. So where one is delegated to us (a systemd scope, a container) all that is in
it moves into a leaf, and our groups are that leaf's neighbours.
"""

import os
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from grader import watch
from grader.sandbox.limits import PROCESSES, TOTAL

PREFIX, LEAF = "threadlings-", "threadlings"
MOST = 64  # groups of dead graders that one start looks at
PATIENCE = 2.0  # seconds for the kernel to let go of a group whose processes have ended
UNIFIED = "unified"  # what we call the one tree of the second version
CONTROLLERS = {"memory", "pids"}
LIMITS = {
    "memory.limit_in_bytes": TOTAL, "memory.memsw.limit_in_bytes": TOTAL,  # version 1: in this order
    "memory.max": TOTAL, "memory.swap.max": 0,  # version 2
    "pids.max": PROCESSES + 8,  # bubblewrap and the warm process are in there too
}  # fmt: skip
"""File of a group -> what is written there; those for swap are missing on some kernels."""
ESSENTIAL = ({"memory.limit_in_bytes", "memory.max"}, {"pids.max"})


class Group:
    """A new group; raises OSError where none can be made. What dead graders have left is removed on the way."""

    def __init__(self) -> None:
        name = f"{PREFIX}{namespace()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.folders = tuple(place / name for place in places())
        self._count: int | None = None
        self._deaths = 0
        try:
            for folder in self.folders:
                tidy(folder.parent)
                folder.mkdir()
            self.limit()
            self._count = os.open(self.file("memory.oom_control", "memory.events"), os.O_RDONLY)
        except OSError:
            self.remove()
            raise

    def limit(self) -> None:
        """Write the limits; raises OSError if one that we need cannot be had here."""
        written = set()
        for name, most in LIMITS.items():
            for file in self.files(name):
                file.write_text(str(most))
                written.add(name)
        if not all(written & choice for choice in ESSENTIAL):
            raise FileNotFoundError(f"no limits for memory and processes in {self.folders[0].parent}")

    def enter(self, pid: int = 0) -> None:
        """Put this process or another one, which must have one thread, and all that it will start into the group.

        Version 1 moves a single thread without the lock that a whole process needs: 0.3 ms instead of 10.
        """
        for folder in self.folders:
            entry = folder / "tasks"
            (entry if entry.exists() else folder / "cgroup.procs").write_text(str(pid))

    @property
    def deaths(self) -> int:
        """How many processes the kernel has ended in here because there was no more memory for them."""
        if self._count is not None:
            with suppress(OSError):  # somebody has deleted the group
                words = os.pread(self._count, 4096, 0).split()
                self._deaths = int(words[words.index(b"oom_kill") + 1])
        return self._deaths

    def remove(self) -> None:
        """Delete the group, with whoever is still in it."""
        if self._count is not None:
            self._deaths = self.deaths
            os.close(self._count)
            self._count = None
        remove(self.folders)

    def file(self, *names: str) -> Path:
        """Return the first file that has one of these names; raises FileNotFoundError."""
        for file in (file for name in names for file in self.files(name)):
            return file
        raise FileNotFoundError(f"no {names[0]} in {self.folders[0]}")

    def files(self, name: str) -> Iterator[Path]:
        """Give the files of this name."""
        return (folder / name for folder in self.folders if (folder / name).exists())


def places() -> tuple[Path, ...]:
    """Return the folders in which a group has to be made; raises OSError if there are none."""
    found = dict(mounts())
    if found.keys() >= CONTROLLERS:
        return tuple(dict.fromkeys(found[name][0] for name in sorted(CONTROLLERS)))
    if UNIFIED in found:
        return (delegated(*found[UNIFIED]),)
    raise FileNotFoundError("none is mounted")


def mounts() -> Iterator[tuple[str, tuple[Path, str]]]:
    """Give for every controller, and for the tree that has them all, where it is mounted and what of it."""
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        mount, _, system = line.partition(" - ")
        kind, _, options = system.split(" ", 2)
        root, point = mount.split(" ")[3:5]
        if kind in ("cgroup", "cgroup2"):
            for name in options.split(",") if kind == "cgroup" else [UNIFIED]:
                yield name, (Path(point), root)


def delegated(mount: Path, root: str) -> Path:
    """Return the folder of the group that is ours to divide, prepared for that; raises OSError if there is none."""
    lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    own = next(line.removeprefix("0::") for line in lines if line.startswith("0::"))
    base = mount / os.path.relpath(own, root)
    base = base.parent if base.name == LEAF else base
    if lacking := CONTROLLERS - set((base / "cgroup.controllers").read_text().split()):
        raise PermissionError(f"{base} may not limit {' and '.join(sorted(lacking))}")
    if not set((base / "cgroup.subtree_control").read_text().split()) >= CONTROLLERS:
        if (base / "cgroup.type").exists():  # which only the machine's root does not have: it may keep its processes
            step_aside(base, ours=base == mount)
        (base / "cgroup.subtree_control").write_text("+memory +pids")
    return base


def step_aside(base: Path, *, ours: bool) -> None:
    """Move all processes of a group into its leaf; root does so only in a container, or if systemd says it may."""
    if not (ours or os.geteuid() or marked(base)):
        raise PermissionError(f"{base} is not delegated")
    (base / LEAF).mkdir(exist_ok=True)
    for _ in range(MOST):  # who forks meanwhile leaves somebody behind
        for pid in (left := (base / "cgroup.procs").read_text().split()):
            with suppress(ProcessLookupError):
                (base / LEAF / "cgroup.procs").write_text(pid)
        if not left:
            return


def marked(base: Path) -> bool:
    """Whether systemd has given a group away (Control Group APIs and Delegation, systemd.io)."""
    for name in ("trusted.delegate", "user.delegate"):
        with suppress(OSError):
            return os.getxattr(base, name) == b"1"
    return False


def namespace() -> int:
    """Return what tells our process ids from those of another container."""
    return Path("/proc/self/ns/pid").stat().st_ino


def sweep() -> None:
    """Delete the groups of graders that are no more, wherever ours would be."""
    with suppress(OSError):
        for place in places():
            tidy(place)


def tidy(place: Path) -> None:
    """Delete the groups of graders that are no more."""
    found = islice(place.glob(f"{PREFIX}{namespace()}-*"), MOST)
    remove([folder for folder in found if not Path("/proc", folder.name.split("-")[2]).exists()])


def remove(folders: Collection[Path]) -> None:
    """Delete groups, with whoever is still in them; what resists for long is left to the next start."""
    until = time.monotonic() + PATIENCE
    while not all(removed(folder) for folder in folders) and time.monotonic() < until:
        time.sleep(0.001)


def removed(folder: Path) -> bool:
    """End whoever is in a group and delete it; whether it is gone."""
    try:
        kill = folder / "cgroup.kill"
        if kill.exists():
            kill.write_text("1")
        else:
            for pid in (folder / "cgroup.procs").read_text().split():
                watch.kill(int(pid))
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:  # still in use for a moment
        return False
    return True
