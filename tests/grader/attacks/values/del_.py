"""Objects that end the process when they are collected.

exercise: 20_process_child
points: 0
codes: C403, W101
checks: makes_the_text, exit_codes
runs: bench
"""

import os


class Last:
    def __del__(self):
        os._exit(0)


def run_child(name):
    Last()


def run_one_by_one(tasks):
    return Last()
