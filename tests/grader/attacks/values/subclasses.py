"""Returns a str that claims to match, and a list that is equal to every list.

exercise: 20_process_child
points: 0
codes: W101, W105
checks: makes_the_text, exit_codes
"""

class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Codes(list):
    def __eq__(self, other):
        return True


def run_child(name):
    return Text("Hello " + name)


def run_one_by_one(tasks):
    return Codes()
