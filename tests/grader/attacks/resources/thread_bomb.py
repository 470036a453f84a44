"""Starts threads without end, none of which ends.

exercise: 10_fork_children
points: 0
codes: T507, T506
checks: every_child_ends
"""

import threading

while True:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
