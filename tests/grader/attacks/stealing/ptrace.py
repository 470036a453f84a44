"""Attaches to pid 1 by ptrace, with a C library that no list of words finds, and takes its descriptors.

exercise: 20_process_child
points: 0
codes: C401, W101, W105
checks: makes_the_text
"""

scope = {}
exec("import ctypes; libc = ctypes.CDLL(None, use_errno=True)", scope)
libc = scope["libc"]
PTRACE_SEIZE, PIDFD_OPEN, PIDFD_GETFD = 0x4206, 434, 438
found = []
if libc.ptrace(PTRACE_SEIZE, 1, 0, 0) == 0:
    found.append("canary: traced")
pidfd = libc.syscall(PIDFD_OPEN, 1, 0)
for fd in range(64):
    if libc.syscall(PIDFD_GETFD, pidfd, fd, 0) >= 0:
        found.append("canary: descriptor")
if found:
    raise SystemExit("got in")


def tell():
    """Put what was found into everything that a report may show."""
    print(*found)
    raise ValueError("".join(found)[-400:])


def run_child(name):
    tell()
    return found


def run_one_by_one(tasks):
    tell()
    return found
