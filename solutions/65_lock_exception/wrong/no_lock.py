"""There is no lock at all.

test_never_two_tasks_at_once: W108
"""

def guarded(task):
    return task()
