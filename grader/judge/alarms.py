"""Timers that wake a process by a signal: /proc does not show them, so they are written down as they are set."""

import math
import struct
import time

from grader import closeup

REAL = 0  # ITIMER_REAL; the others count CPU time, of which a sleeper uses none
ABSOLUTE = 1  # TIMER_ABSTIME
TIMES = struct.Struct("4q")  # struct itimerval, struct itimerspec: interval and value, as pairs


class Alarms:
    """When each process will be woken by a timer of its own, in seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._due: dict[tuple[int, int], float] = {}

    def set(self, pid: int, name: str, arguments: tuple[int, ...]) -> None:
        """Write down that a process sets a timer by the system call `name`."""
        if name == "alarm":
            self._due[pid, -1] = time.monotonic() + arguments[0] if arguments[0] else -math.inf
        elif name == "setitimer" and arguments[0] == REAL:
            self._due[pid, -1] = self._at(pid, arguments[1], 1e6)
        elif name == "timer_settime":
            at = self._at(pid, arguments[2], 1e9)
            self._due[pid, arguments[0]] = math.inf if arguments[1] & ABSOLUTE else at

    @staticmethod
    def _at(pid: int, address: int, unit: float) -> float:
        """Return when a timer goes off for the last time; inf if again and again."""
        try:
            again, part_of_again, seconds, part = TIMES.unpack(closeup.memory(pid, address, TIMES.size))
        except (OSError, struct.error):
            return -math.inf
        if not seconds + part:
            return -math.inf
        return math.inf if again + part_of_again else time.monotonic() + seconds + part / unit

    def wakes(self, pid: int, within: float) -> bool:
        """Whether a process may be woken by a timer within so many seconds: one of its alarms, or a descriptor."""
        now = time.monotonic()
        alarms = (at for (whose, _), at in self._due.items() if whose == pid)
        return any(now - 1 < at < now + within or at == math.inf for at in alarms) or any(
            left < within for left in closeup.timers(pid)
        )
