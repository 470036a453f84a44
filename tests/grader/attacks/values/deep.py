"""Returns lists in lists in lists, deeper than anybody can follow, and one that holds itself.

exercise: 20_process_child
points: 0
codes: W101, W105, C401, C402, C403
checks: makes_the_text, exit_codes
"""

def run_child(name):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep


def run_one_by_one(tasks):
    round_ = []
    round_.append(round_)
    return round_
