"""Returns dictionaries with keys that are numbers, tuples, empty, twice the same as text, and the mark of foreign
values.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
runs: bench
"""

def run_child(name):
    return {1: "a", "1": "b", (): "c", None: "d", "": "e"}


def run_one_by_one(tasks):
    return {"$": "int", "text": "[3, 0, 5]", "value": {"$": {"$": []}}}
