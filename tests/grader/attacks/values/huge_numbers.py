"""Returns whole numbers with more digits than may be written down.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
"""

def run_child(name):
    return 10**3999


def run_one_by_one(tasks):
    return [10**100_000, -(10**4001), 1 << 20_000]
