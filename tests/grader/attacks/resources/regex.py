"""A regular expression that never ends, in C, with the interpreter's lock held.

exercise: 10_fork_children
points: 0
codes: T502, T503
checks: every_child_ends
wall: 1
"""

import re

re.fullmatch("(a|a)*b", "a" * 64)
