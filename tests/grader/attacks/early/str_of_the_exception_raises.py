"""The exception's __str__ raises a BaseException into whoever describes it.

exercise: 20_process_child
points: 0
codes: C401, C403
checks: makes_the_text, exit_codes
runs: bench
"""

class Quiet(Exception):
    def __str__(self):
        raise SystemExit(0)


def run_child(name):
    raise Quiet


def run_one_by_one(tasks):
    raise Quiet
