"""A folder with the name of a file.

exercise: 20_process_child
points: 0
codes: S702
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.mkdir()
