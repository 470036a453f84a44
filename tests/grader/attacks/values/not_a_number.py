"""Returns NaN and infinities, alone and in lists.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
runs: bench
"""

def run_child(name):
    return float("nan")


def run_one_by_one(tasks):
    return [float("nan"), float("inf"), -float("inf")]
