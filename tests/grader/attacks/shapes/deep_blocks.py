"""Blocks in blocks, more than the compiler takes.

exercise: 20_process_child
points: 0
codes: S705, C401
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_text("".join(" " * n + "if 1:\n" for n in range(120)) + " " * 120 + "pass\n")
