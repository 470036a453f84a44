"""What is looked at in one go is looked at in one moment: no other thread comes in between."""

from itertools import permutations
from typing import Any

import pytest

PROGRAM = """
import copy, threading
class P: n = 0
a, b, p, seen = [1], [1], P(), []
def later():
    step.acquire()
    step.release()
    return b
step = threading.Lock()
def change(): {change}
def look(): seen.append({look})
def main():
    threads = [threading.Thread(target=job) for job in ({order})]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return seen[0]
"""
LOOKS: dict[str, list[Any]] = {
    "a == b": [True, False],
    "a + b": [[1, 1], [1, 1, 2], [1, 2, 1, 2]],
    "b + a": [[1, 1], [1, 2, 1], [1, 2, 1, 2]],
    "a + later()": [[1, 1], [1, 1, 2], [1, 2, 1, 2]],
    "repr([a, b])": ["[[1], [1]]", "[[1], [1, 2]]", "[[1, 2], [1, 2]]"],
    "f'{[a, b]}'": ["[[1], [1]]", "[[1], [1, 2]]", "[[1, 2], [1, 2]]"],
    "'%s %s' % (a, b)": ["[1] [1]", "[1] [1, 2]", "[1, 2] [1, 2]"],
    "sum(map(len, [a, b]))": [2, 3, 4],
    "max(a, b) is a": [True, False],
    "copy.deepcopy([a, b])": [[[1], [1]], [[1], [1, 2]], [[1, 2], [1, 2]]],
    "sum([a, b], [])": [[1, 1], [1, 1, 2], [1, 2, 1, 2]],
    "(a, b) == ([1], [1, 2])": [False, True],
    "a in [b]": [True, False],
    "[*a, *b]": [[1, 1], [1, 1, 2], [1, 2, 1, 2]],
    "[1] == a == (later(), [1, 2])[1]": [False, True],
    "[1] == a in (later(), [1, 2])": [False, True],
}


@pytest.mark.parametrize("order", ["change, look", "look, change"])
@pytest.mark.parametrize("look", LOOKS)
def test_two_lists_are_seen_as_they_were_at_some_moment(explored: Any, values: Any, look: str, order: str) -> None:
    table = explored(PROGRAM.format(change="b.append(2); a.append(2)", look=look, order=order))

    assert table.complete
    assert sorted(map(repr, values(table))) == sorted(map(repr, LOOKS[look]))


@pytest.mark.parametrize("order", ["change, look", "look, change"])
def test_an_attribute_of_the_object_hides_that_of_the_class_at_one_moment(
    explored: Any, values: Any, order: str
) -> None:
    table = explored(PROGRAM.format(change="p.n = 1; P.n = 2", look="p.n", order=order))

    assert table.complete
    assert sorted(values(table)) == [0, 1]


@pytest.mark.parametrize("order", ["change, look", "look, change"])
@pytest.mark.parametrize("look", ["p.n", "getattr(p, 'n')", "(later(), p.n)[1]", "Q.n"])
def test_a_class_shows_what_it_has_once_the_attribute_that_hid_it_is_deleted(
    explored: Any, values: Any, look: str, order: str
) -> None:
    change = "del Q.n; P.n = 2" if look == "Q.n" else "del p.n; P.n = 2"
    hidden = "class Q(P): n = 1\np.n = 1\nstep = threading.Lock()"
    table = explored(PROGRAM.replace("step = threading.Lock()", hidden).format(change=change, look=look, order=order))

    assert table.complete
    assert sorted(values(table)) == [0, 1, 2]


@pytest.mark.parametrize("order", ["change, look", "look, change"])
def test_what_is_added_meanwhile_is_looked_at_too(explored: Any, values: Any, order: str) -> None:
    change = "c = [7]; a.append(c); c.append(8)"
    table = explored(PROGRAM.format(change=change, look="repr(a)", order=order))

    assert table.complete
    assert sorted(values(table)) == ["[1, [7, 8]]", "[1, [7]]", "[1]"]


THREE = """
import threading
class P: n = 0
p, c, a, seen = P(), [7], [], []
{setup}
def look(): seen.append({look})
def less(): {less}
def change(): {change}
def main():
    threads = [threading.Thread(target=job) for job in ({order})]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return seen[0]
"""
LESS: dict[str, tuple[str, str, str, str, list[Any]]] = {
    "the object hides the class's": ("", "p.n", "p.n = 1", "P.n = 2", [0, 1, 2]),
    "the class shows again": ("p.n = 1", "p.n", "del p.n", "P.n = 2", [0, 1, 2]),
    "a list is emptied": ("a.append(c)", "repr(a)", "a.clear()", "c.append(8)", ["[[7, 8]]", "[[7]]", "[]"]),
    "a list is filled": ("", "repr(a)", "a.append(c)", "c.append(8)", ["[[7, 8]]", "[[7]]", "[]"]),
    "an item goes": ("a.append(c)", "a == [[7]]", "a.pop()", "c.append(8)", [False, True]),
    "a copy": ("a.append(c)", "repr(a)", "a[0] = [9]", "c.append(8)", ["[[7, 8]]", "[[7]]", "[[9]]"]),
}


@pytest.mark.parametrize("order", [*permutations(("look", "less", "change"))], ids=", ".join)
@pytest.mark.parametrize("name", LESS)
def test_a_look_that_concerns_less_or_more_when_another_thread_came_first(
    explored: Any, values: Any, name: str, order: tuple[str, ...]
) -> None:
    setup, look, less, change, found = LESS[name]
    table = explored(THREE.format(setup=setup, look=look, less=less, change=change, order=", ".join(order)))

    assert table.complete
    assert sorted(set(values(table)), key=repr) == sorted(found, key=repr)


LONGER = """
import threading
c, a, seen = [7], [], []
a.append(c)
def look(): seen.append(repr(a))
def change():
    c.append(8)
    a[0] = [9]
def less():
    a.append(c)
    a.clear()
def main():
    threads = [threading.Thread(target=job) for job in (look, change, less)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return seen[0]
"""


def test_what_a_look_concerns_hangs_on_two_others_who_do_more_than_one_thing(explored: Any) -> None:
    """An assignment to an item of an emptied list fails; the thread that does so ends with an error."""
    table = explored(LONGER)

    assert table.complete
    assert {outcome.value for outcome in table.outcomes} == {
        "[[7]]", "[[7, 8]]", "[[9]]", "[[7], [7]]", "[[7, 8], [7, 8]]", "[[9], [7, 8]]", "[]",
    }  # fmt: skip
