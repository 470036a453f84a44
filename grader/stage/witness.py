"""Have the kernel ask the judge before this process, or any that comes from it, makes certain system calls.

seccomp(2) with user notifications: the caller sleeps until whoever holds the listener has answered. So what the judge
is told happened, and student code can neither avoid telling it nor tell it for somebody else.
"""

import ctypes
import os
import struct
import sys

SECCOMP = {"x86_64": 317, "aarch64": 277}
SET_MODE_FILTER = 1
SPEC_ALLOW, NEW_LISTENER = 4, 8  # without the first, older kernels slow the whole process down
PR_SET_NO_NEW_PRIVS = 38
INSTRUCTION = struct.Struct("HBBI")  # struct sock_filter


def install(program: bytes) -> int:
    """Install a filter for good and return its listener; raises OSError where that does not work."""
    machine = os.uname().machine if sys.platform == "linux" else sys.platform
    if machine not in SECCOMP:
        raise OSError(f"no system call notifications on {machine}")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    code = ctypes.create_string_buffer(program, len(program))
    filtered = struct.pack("HP", len(program) // INSTRUCTION.size, ctypes.addressof(code))  # struct sock_fprog
    listener = libc.syscall(SECCOMP[machine], SET_MODE_FILTER, SPEC_ALLOW | NEW_LISTENER, filtered)
    if listener < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(listener)
