"""A workflow command in the middle of a long line, that becomes the start of a line when the report is wrapped.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
"""

print(("x" * 40 + " ::error::points " * 12) + "\n\t ::warning::more")


def run_child(name):
    return "a " * 30 + "::error::points " * 12


def run_one_by_one(tasks):
    return ["::error::points"] * 20
