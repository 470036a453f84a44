"""Makes files whose names are no UTF-8, start with a dash, and hold line ends.

exercise: 10_fork_children
points: 0
codes: C401
checks: every_child_ends, spawn_waits_for_all
runs: bench
"""

import os

for name in (b"/tmp/\xff\xfe", b"/tmp/-rf", b"/box/a\nb", b"/box/\x1b[31m", b"/tmp/" + b"x" * 255):
    os.mkdir(name)
    open(name + b"/inside", "w").close()
raise ValueError("done")
