"""Brackets in brackets, more than the parser can count.

exercise: 20_process_child
points: 0
codes: S705
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.write_text("x = " + "(" * 5000 + ")" * 5000 + "\n")
