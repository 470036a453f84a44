"""Becomes another program by exec, which answers nothing.

exercise: 20_process_child
points: 0
codes: C403, P601, W101, W105, D202
checks: makes_the_text, exit_codes
runs: bench
"""

import os


def run_child(name):
    os.execv("/usr/bin/true", ["true"])


def run_one_by_one(tasks):
    os.execv("/usr/bin/true", ["true"])
