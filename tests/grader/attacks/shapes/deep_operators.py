"""A chain of operators and attributes so long that making or walking its tree has crashed interpreters.

exercise: 20_process_child
points: 0
codes: S705, C402, C401
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.write_text("x = " + "-" * 100_000 + "1\ny = 1" + " + 1" * 100_000 + "\nz = x" + ".a" * 50_000 + "\n")
