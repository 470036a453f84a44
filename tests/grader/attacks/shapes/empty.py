"""An empty file.

exercise: 20_process_child
points: 0
codes: C404
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.write_bytes(b"")
