"""Null bytes in the text.

exercise: 20_process_child
points: 0
codes: S705
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.write_bytes(b"x = 1\n\0\0\0y = 2\n")
