"""A text in UTF-16.

exercise: 20_process_child
points: 0
codes: S704, S705
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_text("def run_child(name): pass\n", encoding="utf-16")
