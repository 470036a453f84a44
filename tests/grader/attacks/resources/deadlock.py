"""Waits for a lock that nobody gives back.

exercise: 10_fork_children
points: 0
codes: D202
checks: every_child_ends
"""

import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
