"""A text in another encoding, which it even declares.

exercise: 20_process_child
points: 0
codes: S704
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.write_bytes("# -*- coding: gb18030 -*-\nx = '李雷'\n".encode("gb18030"))
