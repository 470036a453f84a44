"""A pipe with a name, which would make its reader wait for ever.

exercise: 20_process_child
points: 0
codes: S702
checks: makes_the_text, no_task
"""

import os


def hand_in(file):
    os.mkfifo(file)
