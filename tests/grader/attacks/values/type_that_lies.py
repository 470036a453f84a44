"""Returns a metaclass's class whose name is another type's, with a hostile __name__.

exercise: 20_process_child
points: 0
codes: W101, C403, C401, W105
checks: makes_the_text, exit_codes
"""

class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(0)

    def __repr__(cls):
        return "<class 'int'>"


class Number(metaclass=Meta):
    __class__ = int


def run_child(name):
    return Number()


def run_one_by_one(tasks):
    return Number
