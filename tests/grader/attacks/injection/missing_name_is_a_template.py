"""An AttributeError whose missing name is a format string, and one whose name is no text.

exercise: 20_process_child
points: 0
codes: C404, P601
checks: makes_the_text, exit_codes
runs: bench
"""

import sys


def run_child(name):
    raise AttributeError("no", name="{file.__class__.__mro__} {code} {0} %s", obj=sys.modules[__name__])


def run_one_by_one(tasks):
    raise AttributeError("no", name=["list"], obj=sys.modules[__name__])
