"""Ends its process at once and successfully while it is imported.

exercise: 10_fork_children
points: 0
codes: C403
checks: numbers_agree, every_child_ends
runs: bench
"""

import os

os._exit(0)
