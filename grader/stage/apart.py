"""A sandbox in a sandbox: what bubblewrap does around an interpreter, done by a process that has one already.

Whoever lives in the sandbox around this one has namespaces of its own in here: processes, network, mounts, IPC, users.
The places where one can write are new and empty, all else is as the outer sandbox shows it, read-only. In the end no
right is left, nor a way to gain one.
"""

import ctypes
import fcntl
import os
import socket
import stat
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NEW_NS, NEW_CGROUP, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = (
    0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
NOSUID, NODEV, NOEXEC, RECURSIVE, PRIVATE, BIND = 2, 4, 8, 0x4000, 0x40000, 0x1000
MEGABYTES = 32 << 20
WRITABLE = {"/tmp": "1777", "/dev/shm": "755", "/box": "755"}  # noqa: S108  (the sandbox's own)
"""A folder -> its permissions; each is a file system in memory of at most MEGABYTES."""

SIOCSIFFLAGS, UP = 0x8914, 0x1 | 0x40  # netdevice(7): IFF_UP, IFF_RUNNING
PR_CAPBSET_DROP = 24
CAPABILITIES = struct.Struct("Ii")  # struct __user_cap_header_struct
VERSION_3 = 0x20080522
LIBC: Any = ctypes.CDLL(None, use_errno=True)


def leave() -> None:
    """Leave the namespaces of those around: what this process forks next is the first process of new ones."""
    uid, gid = os.getuid(), os.getgid()
    done(LIBC.unshare(NEW_NS | NEW_CGROUP | NEW_UTS | NEW_IPC | NEW_USER | NEW_PID | NEW_NET))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        put(f"/proc/self/{name}", text)


def furnish(doors: str, own: str, below: Sequence[str]) -> None:
    """As the first process in new namespaces, have new file systems, and of the folder `doors` what is in `own`.

    `below` are the files and folders below those where one can write that must still be there: an interpreter's, say.
    """
    mount(None, "/", None, RECURSIVE | PRIVATE)
    held = {path: os.open(path, os.O_PATH) for path in below}
    for folder, mode in WRITABLE.items():
        mount("tmpfs", folder, "tmpfs", NOSUID | NODEV, f"size={MEGABYTES},mode={mode}")
    for path, file in held.items():
        show(file, Path(path))
        os.close(file)
    mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC)
    mount("devpts", "/dev/pts", "devpts", NOSUID | NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    mount(f"{doors}/{own}", doors, None, BIND)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        fcntl.ioctl(line, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP))


def show(file: int, path: Path) -> None:
    """Have an open file or folder at `path`, where nothing is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir() if stat.S_ISDIR(os.fstat(file).st_mode) else path.touch()
    mount(f"/proc/self/fd/{file}", str(path), None, BIND | RECURSIVE)


def give_up_rights() -> None:
    """Have no capability from now on, and no way to get one: not even in a namespace that one makes."""
    put("/proc/sys/user/max_user_namespaces", "0")
    capability = 0
    while not LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
        capability += 1
    done(LIBC.capset(CAPABILITIES.pack(VERSION_3, 0), bytes(24)))


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Mount a file system (mount(2)); raises OSError."""
    words = (None if word is None else word.encode() for word in (source, target, kind))
    done(LIBC.mount(*words, flags, None if options is None else options.encode()))


def put(path: str, text: str) -> None:
    """Write to a file of /proc in one piece."""
    file = os.open(path, os.O_WRONLY)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)


def done(result: int) -> None:
    """Raise OSError if a system call has failed."""
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
