"""Returns an object whose __repr__ raises SystemExit and a class whose name lies.

exercise: 20_process_child
points: 0
codes: C403
checks: makes_the_text, exit_codes
"""

class Bomb:
    def __repr__(self):
        raise SystemExit(0)


def run_child(name):
    return Bomb()


def run_one_by_one(tasks):
    return Bomb()
