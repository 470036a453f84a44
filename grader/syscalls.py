"""What a system call that a thread sleeps in says about its sleep (Linux, by architecture)."""

import ctypes
import platform
import struct
import time
from collections.abc import Callable, Mapping
from typing import Literal

Rest = Literal["awake", "timed", "forever", "gone"]

# system call -> index of the argument that holds its time-out, and the value that means "none"; None: always timed
X86_64: Mapping[int, tuple[int, int] | None] = {
    7: (2, 0xFFFFFFFF),  # poll
    23: (4, 0),  # select
    35: None,  # nanosleep
    128: (2, 0),  # rt_sigtimedwait
    202: (3, 0),  # futex
    219: None,  # restart_syscall, of a sleep that a signal interrupted
    230: None,  # clock_nanosleep
    232: (3, 0xFFFFFFFF),  # epoll_wait
    270: (4, 0),  # pselect6
    271: (2, 0),  # ppoll
    281: (3, 0xFFFFFFFF),  # epoll_pwait
    441: (3, 0),  # epoll_pwait2
}
AARCH64: Mapping[int, tuple[int, int] | None] = {
    22: (3, 0xFFFFFFFF),  # epoll_pwait
    72: (4, 0),  # pselect6
    73: (2, 0),  # ppoll
    98: (3, 0),  # futex
    101: None,  # nanosleep
    115: None,  # clock_nanosleep
    128: None,  # restart_syscall
    137: (2, 0),  # rt_sigtimedwait
    441: (3, 0),  # epoll_pwait2
}
TIMED = {"x86_64": X86_64, "aarch64": AARCH64}.get(platform.machine(), X86_64)

# system call -> where its time-out stands, and in which form; what is in none of them says nothing (restart_syscall)
X86_64_TIMES: Mapping[int, tuple[int, str]] = {
    7: (2, "milliseconds"), 232: (3, "milliseconds"), 281: (3, "milliseconds"),
    23: (4, "timeval"), 35: (0, "timespec"), 128: (2, "timespec"), 270: (4, "timespec"), 271: (2, "timespec"),
    441: (3, "timespec"), 202: (3, "futex"), 230: (2, "clock"),
}  # fmt: skip
AARCH64_TIMES: Mapping[int, tuple[int, str]] = {
    22: (3, "milliseconds"), 72: (4, "timespec"), 73: (2, "timespec"), 101: (0, "timespec"), 137: (2, "timespec"),
    441: (3, "timespec"), 98: (3, "futex"), 115: (2, "clock"),
}  # fmt: skip
TIMES = {"x86_64": X86_64_TIMES, "aarch64": AARCH64_TIMES}.get(platform.machine(), X86_64_TIMES)
PAIR = struct.Struct("qq")  # struct timespec, struct timeval
FUTEX_WAIT, FUTEX_CLOCK_REALTIME, FUTEX_OPERATION = 0, 256, 127
TIMER_ABSTIME = 1


def left(call: int | None, arguments: tuple[int, ...], memory: Callable[[int, int], bytes]) -> float:
    """Return how many seconds a timed call sleeps still, at most; 0 if it does not say.

    `memory` gives so many bytes at an address of the caller; what it raises is passed on.
    """
    index, form = TIMES.get(call if call is not None else -1, (0, ""))
    if not form:
        return 0.0
    if form == "milliseconds":
        return float(ctypes.c_int(arguments[index]).value) / 1e3
    seconds, part = PAIR.unpack(memory(arguments[index], PAIR.size))
    whole = float(seconds) + part / (1e6 if form == "timeval" else 1e9)
    return float(whole - already(form, arguments))


def already(form: str, arguments: tuple[int, ...]) -> float:
    """Return what the clock shows by which a call is told when to wake; 0 if it is told how long to sleep."""
    if form == "clock" and arguments[1] & TIMER_ABSTIME:
        return time.clock_gettime(arguments[0])
    if form == "futex" and arguments[1] & FUTEX_OPERATION != FUTEX_WAIT:
        return time.clock_gettime(time.CLOCK_REALTIME if arguments[1] & FUTEX_CLOCK_REALTIME else time.CLOCK_MONOTONIC)
    return 0.0


# system call -> what the thread waits for, in a word that the reports explain
X86_64_WAITS: Mapping[int, str] = {
    0: "data", 45: "data", 47: "data", 7: "data", 23: "data", 232: "data", 270: "data", 271: "data", 281: "data",
    1: "room", 44: "room", 46: "room",
    61: "child", 247: "child",
    202: "lock",
}  # fmt: skip
AARCH64_WAITS: Mapping[int, str] = {
    63: "data", 207: "data", 212: "data", 22: "data", 72: "data", 73: "data",
    64: "room", 206: "room", 211: "room",
    260: "child", 95: "child",
    98: "lock",
}  # fmt: skip
WAITS = {"x86_64": X86_64_WAITS, "aarch64": AARCH64_WAITS}.get(platform.machine(), X86_64_WAITS)

POLLS = {"x86_64": {7, 271}, "aarch64": {73}}.get(platform.machine(), set())  # their first argument is a list

# system call -> the indexes of the arguments that hold the kind of id (None: always a pid) and the id
X86_64_CHILD: Mapping[int, tuple[int | None, int]] = {61: (None, 0), 247: (0, 1)}  # wait4, waitid
AARCH64_CHILD: Mapping[int, tuple[int | None, int]] = {260: (None, 0), 95: (0, 1)}
CHILD = {"x86_64": X86_64_CHILD, "aarch64": AARCH64_CHILD}.get(platform.machine(), X86_64_CHILD)
ANY = 0  # any child, or any of a group
P_PID = 1
P_PIDFD = 3

# the calls before which the judge is asked: see judge/witness.py
X86_64_ASKED: Mapping[str, int] = {
    "exit": 231, "kill": 62, "tkill": 200, "tgkill": 234, "setitimer": 38, "alarm": 37, "timer_settime": 223,
}  # fmt: skip
AARCH64_ASKED: Mapping[str, int] = {
    "exit": 94, "kill": 129, "tkill": 130, "tgkill": 131, "setitimer": 103, "timer_settime": 110,
}  # fmt: skip
ASKED = {"x86_64": X86_64_ASKED, "aarch64": AARCH64_ASKED}.get(platform.machine(), X86_64_ASKED)
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}.get(platform.machine(), 0)  # AUDIT_ARCH_*

LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06  # of classic BPF
ALLOW, NOTIFY = 0x7FFF0000, 0x7FC00000  # SECCOMP_RET_*
INSTRUCTION = struct.Struct("HBBI")  # struct sock_filter: code, jump if true, jump if false, value


def asking() -> bytes:
    """Return the filter (seccomp(2)) that lets every system call pass but those before which the judge is asked."""
    numbers = tuple(ASKED.values())
    rows = [(LOAD, 0, 0, 4), (JUMP_IF_EQUAL, 0, len(numbers) + 1, ARCHITECTURE), (LOAD, 0, 0, 0)]
    rows += [(JUMP_IF_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    rows += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, NOTIFY)]
    return b"".join(INSTRUCTION.pack(*row) for row in rows)


def child_awaited(call: int | None, words: list[bytes]) -> int | None:
    """Return the pid of the child that a thread waits for, ANY if more than one will do, None if it does not."""
    if call is None or call not in CHILD:
        return None
    kind, what = CHILD[call]
    pid = ctypes.c_int(int(words[1 + what], 16)).value
    kind_of_id = P_PID if kind is None else int(words[1 + kind], 16)
    if kind_of_id == P_PIDFD:
        return None  # a descriptor: whose, is not seen from here
    return pid if kind_of_id == P_PID and pid > 0 else ANY


def awaited(call: int | None) -> str:
    """Return what a thread in this system call waits for: data, room, child, lock or something."""
    return WAITS.get(call if call is not None else -1, "something")


def rest(state: str, call: int | None, words: list[bytes]) -> Rest:
    """Decide from the state letter and the system call whether a thread can go on by itself."""
    if state in "ZX":
        # A zombie is seen as one before it has told its parent: until then it is still on the way (see do_exit in the
        # kernel), and a parent who sleeps on is about to be woken. Once it is off the processor it is in no call.
        return "gone" if not words or words[0] == b"-1" else "awake"
    if state in "Tt":
        return "forever"
    if state != "S" or call is None:
        return "awake"
    if call not in TIMED:
        return "forever"
    where = TIMED[call]
    if where is None:
        return "timed"
    index, never = where
    return "forever" if int(words[1 + index], 16) == never else "timed"
