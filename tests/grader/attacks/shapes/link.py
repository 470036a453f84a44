"""A link to a file that the student may not read.

exercise: 20_process_child
points: 0
codes: S702
checks: makes_the_text, no_task
"""

def hand_in(file):
    file.symlink_to("/etc/shadow")
