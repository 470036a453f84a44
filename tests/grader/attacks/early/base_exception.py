"""Raises an exception of its own that no `except Exception` catches, with a repr that ends the process.

exercise: 20_process_child
points: 0
codes: C401
checks: makes_the_text, exit_codes
"""

import os


class Success(BaseException):
    def __repr__(self):
        os._exit(0)


def run_child(name):
    raise Success


def run_one_by_one(tasks):
    raise Success
