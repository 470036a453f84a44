"""Two small programs, a racy and a sound one, explored after the student's code has run (see judge/controls.py).

The judge gives the numbers to add, new ones every time, and knows what can come of it.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType

from grader.explore import Program, Source

PROGRAM = """
import threading
lock = threading.Lock()
total = 0
def add(number):
    global total
    {body}
def main(numbers):
    threads = [threading.Thread(target=add, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total
"""
RACY = "total += number"
SOUND = "with lock: total += number"


def programs(numbers: Sequence[int]) -> tuple[Program, ...]:
    """Return the programs."""

    def call(modules: Mapping[str, ModuleType]) -> object:
        value: object = modules["control"].main(numbers)
        return value

    texts = (PROGRAM.format(body=body) for body in (RACY, SOUND))
    sources = (Source(name="control", filename="control.py", text=text) for text in texts)
    return tuple(Program(sources=(source,), call=call) for source in sources)
