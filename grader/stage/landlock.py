"""A process shuts itself in, for good and with all that will come from it, where nobody else can do that for it.

Landlock (landlock(7)) takes away what a process may do to files, from ABI 4 on TCP, from ABI 6 on signals and abstract
sockets that lead out. A uid of its own keeps it off everything else that belongs to somebody, if we are root: then it
has lost the right to read an interpreter that lies below a closed home, so the one capability for that stays; where
it reads is up to Landlock. What is not held back: UDP, the permissions of one's own files, shared memory by name.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446  # the system calls, on every architecture
VERSION, BENEATH = 1, 1
OLDEST = 3  # before, whoever may not write a file could still empty it
READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
FILE = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # the rights that a file has: not those of a folder
TCP, SCOPES = 1 << 0 | 1 << 1, 1 << 0 | 1 << 1  # bind and connect; abstract sockets and signals
WRITABLE = ("/dev/null", "/dev/zero", "/dev/full", "/dev/shm")  # noqa: S108  (multiprocessing needs it)
PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 38, 47, 2
CAP_DAC_READ_SEARCH = 2
HEADER, SETS = struct.pack("Ii", 0x20080522, 0), struct.Struct("6I")  # capget(2), third version

libc = ctypes.CDLL(None, use_errno=True)


def shut_in(folder: Path, reads: Iterable[str], uid: int | None, imports: str) -> None:
    """Write in `folder` only, read there, in `reads` and `imports` only, and be `uid` from now on; raises OSError.

    The folder becomes that user's; None leaves everything to whom it belongs to. A child that is spawned finds in
    `imports` what this process has already.
    """
    rules = ruleset([(str(folder), everything()), *((path, everything()) for path in WRITABLE)], [*reads, imports])
    sys.path.append(imports)
    if uid is not None:
        os.chown(folder, uid, uid)
        become(uid)
    done(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    done(libc.syscall(RESTRICT, rules, 0))
    os.close(rules)
    Path(sys.executable).open("rb").close()  # raises if this interpreter could not be started here


def version() -> int:
    """Return Landlock's ABI; raises OSError if there is none, or one that lacks too much."""
    abi = int(libc.syscall(CREATE, None, 0, VERSION))
    if abi < 0:
        raise OSError(f"this kernel has no Landlock ({os.strerror(ctypes.get_errno())})")
    if abi < OLDEST:
        raise OSError(f"this kernel has Landlock ABI {abi}, needed is {OLDEST}")
    return abi


def everything() -> int:
    """Return all rights on files that this kernel knows of, as far as we do."""
    return (1 << (16 if version() >= 5 else 15)) - 1


def ruleset(writes: Iterable[tuple[str, int]], reads: Iterable[str]) -> int:
    """Return a descriptor of the rules, which allow so much and nothing else."""
    abi = version()
    handled = struct.pack("3Q", everything(), TCP, SCOPES)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    rules = done(libc.syscall(CREATE, handled, len(handled), 0))
    for path, rights in [*writes, *((path, READ) for path in reads)]:
        allow(rules, Path(path), rights)
    return rules


def allow(rules: int, path: Path, rights: int) -> None:
    """Allow so much on a file, or in a folder and all that is below; what does not exist needs nothing."""
    if not path.exists():
        return
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = struct.pack("=Qi", rights if path.is_dir() else rights & FILE, place)
        done(libc.syscall(ADD, rules, BENEATH, allowed, 0))
    finally:
        os.close(place)


def become(uid: int) -> None:
    """Be somebody else, with no capability but to read what is closed, if we have that."""
    done(libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    sets = ctypes.create_string_buffer(SETS.size)
    done(libc.capget(HEADER, sets))
    kept = SETS.unpack(sets.raw)[1] & 1 << CAP_DAC_READ_SEARCH
    done(libc.capset(HEADER, SETS.pack(kept, kept, kept, 0, 0, 0)))
    if kept:
        done(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0))


def done(result: int) -> int:
    """Return what a system call gave; raises OSError if it failed."""
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
