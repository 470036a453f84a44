"""Puts a finder before all others that gives an empty module for every import.

exercise: 20_process_child
points: 0
codes: C403, W101, W105
checks: makes_the_text, waits
"""

import sys
import types


class Finder:
    def find_spec(self, name, path=None, target=None):
        raise SystemExit(0)


sys.meta_path.insert(0, Finder())


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
