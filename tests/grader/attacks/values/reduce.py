"""Returns objects whose __reduce__, __repr__ and __str__ end the process of whoever reads them.

exercise: 20_process_child
points: 0
codes: W101, W105, T506
checks: makes_the_text, exit_codes
"""

import os


class Bomb:
    def __reduce__(self):
        return os._exit, (0,)

    def __str__(self):
        raise MemoryError

    def __repr__(self):
        raise MemoryError


def run_child(name):
    return Bomb()


def run_one_by_one(tasks):
    return [Bomb()]
