"""A declared encoding under which the text is another program than in UTF-8.

exercise: 20_process_child
points: 0
codes: C404, S705, S707
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.write_bytes(b"# -*- coding: utf-7 -*-\n# +AAo-import gc+AAo-gc.get_objects()\n")
