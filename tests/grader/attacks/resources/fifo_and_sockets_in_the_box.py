"""Puts pipes, sockets and links in a circle where somebody may want to read or delete.

exercise: 10_fork_children
points: 0
codes: C401, D202
checks: every_child_ends, spawn_waits_for_all
"""

import os
import socket

for folder in ("/box", "/tmp", "/dev/shm"):
    os.mkfifo(f"{folder}/pipe")
    os.symlink("circle", f"{folder}/circle")
    os.symlink("/", f"{folder}/root")
    os.symlink(".", f"{folder}/here")
    socket.socket(socket.AF_UNIX).bind(f"{folder}/socket")
os.remove("fork_children.py")
os.mkfifo("fork_children.py")
raise ValueError("done")
