"""Returns a text of many megabytes, and a list of as many items.

exercise: 20_process_child
points: 0
codes: T505, T506
checks: makes_the_text, exit_codes
"""

def run_child(name):
    return "x" * 3_000_000


def run_one_by_one(tasks):
    return [0] * 400_000
