"""Names that are there but are no functions: classes, numbers, a property.

exercise: 20_process_child
points: 0
codes: C401, W101, W104
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.write_text("class run_child(str): pass\nrun_one_by_one = 5\n")
