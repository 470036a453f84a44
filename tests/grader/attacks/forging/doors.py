"""Takes away the judge's socket, puts one of its own there, and makes it a folder.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, waits
runs: bench
"""

import os
import pathlib
import socket

door = pathlib.Path(os.environ["THREADLINGS_GATES"])
for act in (door.unlink, lambda: door.chmod(0), lambda: door.rename("/tmp/door"), door.mkdir):
    try:
        act()
    except OSError:
        pass
try:
    socket.socket(socket.AF_UNIX).bind(str(door))
except OSError:
    pass


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
