"""Lowers the limits and the priority of pid 1, from which the next stage comes.

exercise: 10_fork_children
points: 0
codes: C401
checks: numbers_agree, every_child_ends
"""

import os
import resource

for pid in (1, os.getppid()):
    for name in ("RLIMIT_FSIZE", "RLIMIT_CPU", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_AS", "RLIMIT_STACK", "RLIMIT_DATA"):
        try:
            resource.prlimit(pid, getattr(resource, name), (1, 1))
        except (OSError, ValueError):
            pass
    for call in (
        lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)),
        lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
        lambda: os.setpriority(os.PRIO_USER, 0, 19),
    ):
        try:
            call()
        except OSError:
            pass
raise ValueError("done")
