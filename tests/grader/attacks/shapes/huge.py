"""A file that is larger than a file may be, without taking any room.

exercise: 20_process_child
points: 0
codes: S703
checks: makes_the_text, no_task
"""

def hand_in(file):
    with file.open("wb") as made:
        made.truncate(1 << 40)
