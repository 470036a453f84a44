"""Reads the memory at address 0, through a ctypes that no list of words finds.

exercise: 10_fork_children
points: 0
codes: C402
checks: numbers_agree, every_child_ends
"""

exec("import ctypes; ctypes.string_at(0)")
