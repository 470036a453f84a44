"""A thread ends the process while the main thread is being asked.

exercise: 20_process_child
points: 0
codes: C403, W101, W105
checks: makes_the_text, exit_codes
"""

import os
import threading


def run_child(name):
    threading.Thread(target=os._exit, args=(0,)).start()
    threading.Event().wait()


def run_one_by_one(tasks):
    return run_child("")
