"""No Python at all.

exercise: 20_process_child
points: 0
codes: S705
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_text("def run_child(name:\n    return {{{\n")
