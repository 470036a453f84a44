"""A file that says what it would do.

exercise: 20_process_child
points: 0
codes: C404
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_text('"""Here every child is started, joined, and asked for its exit code."""\n')
