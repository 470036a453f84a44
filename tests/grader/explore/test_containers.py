"""What looks into a container that another thread changes sees it before and after, however it is said."""

from typing import Any

import pytest

LOOKS = {
    "functions of the library": """functools.reduce(operator.add, l, 0)  math.fsum(l)  statistics.mean(l)  json.dumps([l])
        copy.copy(l)  copy.deepcopy({0: [l]})  pprint.pformat(l)  reprlib.repr(l)  operator.itemgetter(0)(l)
        operator.contains(l, 1)  operator.length_hint(l)  heapq.nsmallest(1, l)  bisect.bisect(l, 2)
        operator.attrgetter("x")(o)  dataclasses.asdict(dc)  dataclasses.replace(dc).x  copy.copy(o).x""",
    "iterators": """list(itertools.chain(l, [5]))  list(itertools.islice(l, 5))  list(itertools.accumulate(l))
        list(reversed(l))  list(itertools.chain.from_iterable([l, l]))  list(zip(l, l))  next(iter(l))""",
    "texts": """"".join(s)  "{}".format(l)  "%s" % (l,)  f"{l}"  str(l)  repr(dc)  ",".join(map(str, l))""",
    "operators": """l == [7]  l + [0]  l * 2  [*l]  l < [2]  dict(**d)  d | {}  {1} & st  dc == DC(0)  not e""",
    "other containers": """[0, *l]  (k := [0]).extend(l) or k  (k := {}).update(d) or k  dict.fromkeys(l)
        (list.append(l, 3), len(l))[1]  len(sub)  len(ul)  len(ud)  len(array.array("i", l))  len(ar)  len(wk)
        ba.decode()  bytes(memoryview(ba))  text.getvalue()  collections.Counter(l)[1]""",
}
TEXT = """
import array, bisect, collections, copy, dataclasses, functools, heapq, io, itertools, json, math, operator, pprint, reprlib
import statistics, threading, weakref
class Sub(list): pass
class O: x = 0
@dataclasses.dataclass
class DC: x: int
l, e, s, d, st, ba, text, sub, o, dc = [7], [], ["a"], {"a": 0}, {0}, bytearray(b"a"), io.StringIO(), Sub(), O(), DC(0)
ul, ud, ar, wk = collections.UserList(), collections.UserDict(), array.array("i"), weakref.WeakValueDictionary()
def work():
    l.insert(0, 1); e.append(1); s.append("b"); d["a"] = 1; st.add(1); ba.append(98); text.write("x"); sub.append(1)
    o.x = dc.x = 1; ul.append(1); ud["a"] = 1; ar.append(1); wk["a"] = o
def main():
    t = threading.Thread(target=work)
    t.start()
    got = repr({look})
    t.join()
    return got
"""


@pytest.mark.parametrize(
    "look", [look.strip() for looks in LOOKS.values() for look in looks.replace("\n", "  ").split("  ") if look.strip()]
)
def test_a_look_into_a_container_is_an_operation(explored: Any, values: Any, look: str) -> None:
    table = explored(TEXT.replace("{look}", look))

    assert len(values(table)) > 1
    assert table.complete


# A generator that is in the middle of a step when another thread asks it for the next one raises ValueError.
@pytest.mark.parametrize("step", ["next(steps)", "steps.__next__()", "steps.send(None)", "[one for one in steps]"])
def test_a_generator_can_be_met_while_it_runs(explored: Any, step: str) -> None:
    table = explored(
        f"""
        import threading
        y = 0
        def count():
            global y
            for _ in range(2):
                y += 1
                yield y
        def main():
            steps = count()
            t = threading.Thread(target=lambda: {step})
            t.start()
            {step}
            t.join()
        """
    )

    errors = {failure.type for one in table.outcomes for failure in (*one.uncaught, *filter(None, [one.error]))}
    assert "ValueError" in errors
    assert table.complete


# What is missing is put there by the look itself: at once, or after a function of the program has made it, where two
# threads may both make one.
ASKED = [
    ("list", "d['x'].append(1)", "seen.append(len(d))", [([0], 1), ([1], 1)]),
    ("list", "d['x']", "seen.append('x' in d)", [([False], 1), ([True], 1)]),
    ("list", "d['x']", "d['y']; seen.extend(d)", [(["x", "y"], 2), (["y", "x"], 2), (["y"], 2)]),
    ("list", "d.__getitem__('x')", "seen.append(len(d))", [([0], 1), ([1], 1)]),
    ("list", "d['x'].append(1)", "d['x'].append(2); seen.append(sum(d['x']))", [([2], 1), ([3], 1)]),
    (
        "lambda: []",
        "d['x'].append(1)",
        "d['x'].append(2); seen.extend(d['x'])",
        [([1, 2], 1), ([2, 1], 1), ([1], 1), ([2], 1), ([], 1)],
    ),
    ("lambda: 0", "d['x'] += 1", "seen.append(len(d))", [([0], 1), ([1], 1)]),
    ("None", "d['x'] = 1", "seen.append(d.get('x'))", [([1], 1), ([None], 1)]),
]


@pytest.mark.parametrize("case", ASKED, ids=lambda case: f"{case[0]}, {case[1]}, {case[2]}")
def test_a_defaultdict_changes_when_it_is_asked(explored: Any, values: Any, case: Any) -> None:
    maker, one, other, expected = case
    table = explored(
        f"""
        import collections, threading
        d, seen = collections.defaultdict({maker}), []
        def work(): {one}
        def main():
            t = threading.Thread(target=work)
            t.start()
            {other}
            t.join()
            return seen, len(d)
        """
    )

    assert values(table) == sorted(expected, key=repr)
    assert table.complete


# Threads may share an iterator: a step of one over a container of the interpreter's is a single one, what is left shows
# who came first. What goes through a generator at once has it running meanwhile.
SHARED = [
    ("iter([1, 2])", "next(it)", "seen.append(next(it))", [[1], [2]]),
    ("iter([1, 2])", "[0 for _ in it]", "seen.extend(it)", [[1, 2], [2], []]),
    ("iter([1, 2])", "list(it)", "seen.append(next(it, 0))", [[1], [0]]),
    ("iter([1, 2])", "seen.extend(it)", "seen.append(next(it, 0))", [[1, 2, 0], [1, 2], [2, 1]]),
    ("iter([1, 2])", "a, *b = it", "seen.append(next(it, 0))", [[0], [1]]),
    ("iter({1: 0})", "next(it, 0)", "seen.append(next(it, 0))", [[1], [0]]),
    ("enumerate(l)", "l.append(2)", "seen.extend(it)", [[(0, 1)], [(0, 1), (1, 2)]]),
    ("iter(collections.UserList([1]))", "next(it, 0)", "seen.append(next(it, 0))", [[1], [0]]),
    ("collections.Counter('a')", "it.update('a')", "seen.extend(it.elements())", [["a"], ["a", "a"]]),
    ("collections.UserList([1])", "it.append(2)", "for one in it: seen.append(one)", [[1], [1, 2]]),
    ("[1]", "it.append(2)", "with ThreadPoolExecutor(1) as pool: seen.extend(pool.map(abs, it))", [[1], [1, 2]]),
    ("(i for i in (1, 2))", "it.close()", "seen.append(next(it, 0))", [[1], [0]]),
]


@pytest.mark.parametrize("case", SHARED, ids=lambda case: f"{case[0]}, {case[1]}, {case[2]}")
def test_what_threads_go_through_together(explored: Any, case: Any) -> None:
    made, one, other, expected = case
    table = explored(
        f"""
        import collections, threading
        from concurrent.futures import ThreadPoolExecutor
        l, seen = [1], []
        it = {made}
        def work(): {one}
        def main():
            t = threading.Thread(target=work)
            t.start()
            {other}
            t.join()
            return seen
        """
    )

    alarms = {failure.message for outcome in table.outcomes for failure in outcome.uncaught}
    assert "generator already executing" not in alarms or made.startswith("(")
    smooth = [outcome.value for outcome in table.outcomes if outcome.kind == "returned" and not outcome.uncaught]
    assert sorted(smooth, key=repr) == sorted(expected, key=repr)
    assert table.complete


@pytest.mark.parametrize(
    "step", ["list(steps)", "[*steps]", "any(steps)", "''.join(steps)", "'' in steps", "[].extend(steps)"]
)
def test_a_generator_is_running_while_somebody_empties_it(explored: Any, step: str) -> None:
    table = explored(
        f"""
        import threading
        steps = (str(i) for i in range(2))
        def main():
            t = threading.Thread(target=lambda: next(steps, None))
            t.start()
            {step}
            t.join()
        """
    )

    failed = {one.kind if one.error else "thread" for one in table.outcomes if one.error or one.uncaught}
    assert failed == {"raised", "thread"}


# What a container remembers when it is iterated over, it remembers before the first step.
@pytest.mark.parametrize(
    ("made", "change"), [("{1: 0}", "d[2] = 0"), ("{1}", "d.add(2)"), ("deque([1])", "d.append(2)")]
)
def test_a_container_can_grow_before_one_goes_through_it_or_meanwhile(explored: Any, made: str, change: str) -> None:
    table = explored(
        f"""
        import threading
        from collections import deque
        d, seen = {made}, []
        def work(): {change}
        def main():
            t = threading.Thread(target=work)
            t.start()
            try:
                for one in d: seen.append(one)
            except RuntimeError: seen.append("changed")
            t.join()
            return seen
        """
    )

    assert sorted(one.value for one in table.outcomes if "changed" not in one.value) == [[1], [1, 2]]
    assert ["changed"] in [one.value for one in table.outcomes]
    assert table.complete
