"""A link to the reference solution, which lies beside it on this machine.

exercise: 20_process_child
points: 0
codes: S702
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.symlink_to(file.parents[2] / "course" / "solutions" / "20_process_child" / "process_child.py")
