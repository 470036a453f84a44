"""Replaces the locks and threads of the threading module by some that do nothing.

exercise: 50_start_join
points: 0
codes: C401, W101, W103, W104, W105, S706, S707, D202, P602
runs: bench
"""

import threading


class Nothing:
    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return lambda *args, **kwargs: True


threading.Lock = threading.RLock = threading.Condition = threading.Event = Nothing
threading.Thread.join = lambda self, timeout=None: None


def run_all(jobs):
    return [None for job in jobs]


def names_seen(names):
    return [None for name in names]
