"""Makes its files undeletable by attributes and by being mounted or locked.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends, spawn_waits_for_all
runs: bench
"""

scope = {}
exec("import ctypes, fcntl; libc = ctypes.CDLL(None)", scope)
import array
import os

for folder in ("/box", "/tmp"):
    os.mkdir(f"{folder}/firm")
    open(f"{folder}/firm/file", "w").close()
    fd = os.open(f"{folder}/firm/file", os.O_RDONLY)
    try:
        scope["fcntl"].ioctl(fd, 0x40086602, array.array("L", [0x10]))
    except OSError:
        pass
    os.chmod(f"{folder}/firm", 0)
raise ValueError("done")
