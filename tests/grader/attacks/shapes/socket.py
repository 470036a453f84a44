"""A socket with the name of a file.

exercise: 20_process_child
points: 0
codes: S702
checks: makes_the_text, no_task
runs: bench
"""

import socket


def hand_in(file):
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(file))
