"""Replaces the scenarios in its own process by some that return another kind of thing.

exercise: 20_process_child
points: 0
codes: P601, W101, W105, C401
checks: makes_the_text, waits, exit_codes, fails, no_task
"""

import scenarios

scenarios.hello = lambda student, names: 5
scenarios.one_by_one = lambda student, count: [[]]


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
