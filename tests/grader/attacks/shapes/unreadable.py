"""A file that nobody may read.

exercise: 20_process_child
points: 0
codes: S702, C404
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_text("x = 1")
    file.chmod(0)
