"""The command that puts a process into a sandbox of its own (bubblewrap), as root or as anybody.

Only what Python and our half of the stage need is there, read-only, under the paths that it has outside; the rest is
a few megabytes of memory that vanish with the sandbox. There is no network, no other process, no way to gain rights.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import grader

NOBODY = 65534
MEGABYTES = 32 << 20
STAGING = "/mnt"  # covered by a file system of our own, which only the process that mounts it can see
CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 0x1000, 0x4000, 0x40000
PR_SET_NO_NEW_PRIVS = 38
HOME, DOORS = "/box", "/doors"
OWN = (HOME, "/tmp", "/dev/shm")  # noqa: S108  (the sandbox's own)
"""Where one can write."""

COMMAND = (sys.executable, "-I", "-u", "-X", "utf8", "-m", "grader.stage")
"""What runs in there."""

SEALED = (
    "--unshare-user", "--unshare-all", "--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL",
    "--hostname", "box", "--clearenv", "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8",
    "--dev", "/dev", "--proc", "/proc",
    "--size", str(MEGABYTES), "--tmpfs", "/dev/shm",  # noqa: S108  (the sandbox's own, as the next)
    "--size", str(MEGABYTES), "--perms", "1777", "--tmpfs", "/tmp",  # noqa: S108
    "--size", str(MEGABYTES), "--tmpfs", HOME, "--chdir", HOME,
)  # fmt: skip
"""What nobody gets: namespaces, capabilities, our environment; and the only places where one can write."""

LAST = ("--disable-userns", "--assert-userns-disabled")
"""That nobody in there can have namespaces of his own: all but a greenhouse, where our own code makes them."""

FIRM = ("--remount-ro", "/", "--remount-ro", "/dev")
"""What bubblewrap itself is made of is a file system in memory too, one without a limit and that no stage sweeps."""


def command(inside: Sequence[str], doors: Path, *, last: bool = True) -> tuple[list[str], Callable[[], None] | None]:
    """Return the command that runs `inside` in a sandbox, the `last` one inwards, and what its process must do first.

    The folder `doors` holds the sockets that lead out of the sandbox; in there it is called DOORS.
    """
    shown = [*needed(), (str(doors), DOORS)]
    bwrap = [shutil.which("bwrap") or "bwrap", *SEALED, *(LAST if last else ()), *system()]
    if os.geteuid():
        return [*bwrap, *bound(shown), *FIRM, "--", *inside], None
    staged = [(f"{STAGING}/{index}", inner) for index, (_, inner) in enumerate(shown)]
    return [*bwrap, *bound(staged), *FIRM, "--", *inside], lambda: descend([outer for outer, _ in shown])


def system() -> Iterator[str]:
    """Give the options that show the operating system's libraries."""
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        path = Path("/", name)
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.is_dir():
            yield from ("--ro-bind", str(path), str(path))
    yield from ("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache")


def needed() -> Iterator[tuple[str, str]]:
    """Give what of this installation the sandbox must have: the interpreter, its packages, our half of the stage."""
    whole = {Path(sys.base_prefix), Path(sys.base_exec_prefix), Path(sys.prefix)}
    for path in [*sorted(whole), *parts()]:
        if path.parts[:2] != ("/", "usr"):
            yield str(path), str(path)


def parts() -> Iterator[Path]:
    """Give our half of the stage: what of this package a sandbox must have."""
    return (Path(grader.__file__).parent / name for name in ("__init__.py", "explore", "stage"))


def bound(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Give the options that show each first path under the second one, read-only."""
    for outer, inner in pairs:
        yield from ("--ro-bind", outer, inner)


def descend(paths: Sequence[str]) -> None:
    """As root, between fork and exec: carry `paths` to where anybody can reach them, then become nobody for good.

    An interpreter may lie below a home that only root can enter; and bubblewrap must not be root, or what it binds
    could be bound again.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    done(libc.unshare(CLONE_NEWNS))
    done(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
    done(libc.mount(b"none", STAGING.encode(), b"tmpfs", 0, b"mode=755"))
    for index, path in enumerate(paths):
        target = Path(STAGING, str(index))
        target.mkdir() if Path(path).is_dir() else target.touch()
        done(libc.mount(path.encode(), str(target).encode(), None, MS_BIND | MS_REC, None))
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    done(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def done(result: int) -> None:
    """Raise OSError if a system call has failed."""
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
