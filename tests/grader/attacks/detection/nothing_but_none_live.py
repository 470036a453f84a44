"""Does nothing at all, where a check only asks that nothing is left and nobody came back twice.

exercise: 10_fork_children
points: 0
codes: W101, W102, W104, L301
"""

def introduce():
    pass


def spawn(n):
    pass
