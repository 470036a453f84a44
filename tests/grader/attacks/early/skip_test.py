"""Raises what unittest and pytest take for a skipped test.

exercise: 20_process_child
points: 0
codes: C401
checks: makes_the_text, exit_codes
"""

import unittest


def run_child(name):
    raise unittest.SkipTest("not today")


def run_one_by_one(tasks):
    raise unittest.SkipTest("not today")
