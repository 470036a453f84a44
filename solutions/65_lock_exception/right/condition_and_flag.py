"""A flag that says whether somebody is at work, watched under a condition."""

import threading

changed = threading.Condition()
busy = False


def guarded(task):
    global busy
    with changed:
        changed.wait_for(lambda: not busy)
        busy = True
    try:
        return task()
    finally:
        with changed:
            busy = False
            changed.notify()
