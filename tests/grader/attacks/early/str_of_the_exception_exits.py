"""The exception's own __str__ ends the process, just when somebody describes it.

exercise: 20_process_child
points: 0
codes: C401, C403
checks: makes_the_text, exit_codes
"""

import os


class Quiet(Exception):
    def __str__(self):
        os._exit(0)


def run_child(name):
    raise Quiet


def run_one_by_one(tasks):
    raise Quiet
