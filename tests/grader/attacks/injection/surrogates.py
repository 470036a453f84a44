"""Lone surrogates, in values, keys, exceptions and printed text.

exercise: 20_process_child
points: 0
codes: W101, W105, C401
checks: makes_the_text, exit_codes
runs: bench
"""

def run_child(name):
    return "\ud800" + name


def run_one_by_one(tasks):
    raise ValueError("\udfff\ud800")
