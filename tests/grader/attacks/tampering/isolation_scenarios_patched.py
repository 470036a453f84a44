"""Replaces the scenarios of another exercise by some that return nothing that can be indexed.

exercise: 80_crash_isolation
points: 0
codes: P601, W101, W105, C401
"""

import scenarios

scenarios.isolated = lambda student, task: {"outcome": []}
scenarios.meddled = lambda student: None


def run_isolated(task):
    return None
