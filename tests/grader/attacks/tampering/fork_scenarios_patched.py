"""Replaces the scenarios of the fork exercise by some that return no dictionary, or one without the keys.

exercise: 10_fork_children
points: 0
codes: P601, W101, W102, C401
checks: numbers_agree, every_child_ends
"""

import scenarios

scenarios.introduced = lambda student: {}
scenarios.spawned = scenarios.spawned_backwards = lambda student, n: ["codes"]
scenarios.failing = lambda student: student.spawn(1)


def spawn(n):
    raise ValueError("not this way either")
