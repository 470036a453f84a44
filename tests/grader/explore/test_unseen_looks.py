"""Looks at shared data that happen inside of the interpreter's own functions, where no line of the program is.

In every program one thread changes something and another one looks at it once; so there are two things it can see, and
whoever finds only one has not noticed the look.
"""

from typing import Any

import pytest

from grader.explore import Budget, Program, Source, explore
from tests.grader.explore.looks import MORE_LOOKS

PROGRAM = """
import array, base64, bisect, collections, contextlib, contextvars, copy, dataclasses, fractions, functools, graphlib, hashlib
import heapq, io, itertools, json, math, operator, pprint, random, re, reprlib, statistics, string, struct, textwrap
import threading, types, weakref, zlib
from concurrent.futures import ThreadPoolExecutor
class A:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def get(self): return self.n
{given}
seen = []
def first():
    global a
    {change}
def look():
    {look}
def second():
    seen.append(look())
def main():
    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return seen
"""
LOOKS = {
    **MORE_LOOKS,
    "attrgetter sorted": (
        "a, b = A(1), A(2)",
        "a.n = 3",
        "return [x is a for x in sorted([a, b], key=operator.attrgetter('n'))]",
    ),
    "attrgetter max": ("a, b = A(1), A(2)", "a.n = 3", "return max([a, b], key=operator.attrgetter('n')) is a"),
    "attrgetter map": ("a, b = A(1), A(2)", "a.n = 3", "return list(map(operator.attrgetter('n'), [a, b]))"),
    "methodcaller": ("a, b = A(1), A(2)", "a.n = 3", "return list(map(operator.methodcaller('get'), [a, b]))"),
    "itemgetter": ("a, b = [1], [2]", "a[0] = 3", "return list(map(operator.itemgetter(0), [a, b]))"),
    "itemgetter sorted": (
        "a, b = [1], [2]",
        "a[0] = 3",
        "return [x is a for x in sorted([a, b], key=operator.itemgetter(0))]",
    ),
    "nested eq": ("a, b = [[1]], [[1]]", "a[0].append(2)", "return a == b"),
    "nested in": ("a, b = [1], [[1], 5]", "a.append(2)", "return a in b"),
    "nested in inner": ("a, b = [[1]], [1]", "a[0].append(2)", "return b in a"),
    "nested index": ("a, b = [[1], [2]], [2]", "a[1].append(2)", "return a.count(b)"),
    "dict eq": ("a, b = {'k': [1]}, {'k': [1]}", "a['k'].append(2)", "return a == b"),
    "tuple eq": ("a, b = ([1],), ([1],)", "a[0].append(2)", "return a == b"),
    "list lt": ("a, b = [[1]], [[2]]", "a[0][0] = 3", "return a < b"),
    "eq method attr": ("a, b = [A(1)], [A(1)]", "a[0].n = 2", "return a == b"),
    "repr nested": ("a, b = [[1]], 0", "a[0].append(2)", "return repr(a)"),
    "fstring nested": ("a, b = {'k': [1]}, 0", "a['k'].append(2)", "return f'{a}'"),
    "format": ("a, b = [[1]], 0", "a[0].append(2)", "return '{}'.format(a)"),
    "percent": ("a, b = [[1]], 0", "a[0].append(2)", "return '%s' % (a,)"),
    "json": ("a, b = [[1]], 0", "a[0].append(2)", "return json.dumps(a)"),
    "deepcopy": ("a, b = [[1]], 0", "a[0].append(2)", "return copy.deepcopy(a)[0]"),
    "copy": ("a, b = A(1), 0", "a.n = 2", "return copy.copy(a).n"),
    "sum nested": ("a, b = [[1]], 0", "a[0].append(2)", "return sum(a, [])"),
    "chain": ("a, b = [[1]], 0", "a[0].append(2)", "return list(itertools.chain.from_iterable(a))"),
    "zip": ("a, b = [1], [1, 2]", "a.append(2)", "return len(list(zip(a, b)))"),
    "star": ("a, b = [1], 0", "a.append(2)", "return len([*a])"),
    "starcall": ("a, b = [1], 0", "a.append(2)", "return (lambda *x: len(x))(*a)"),
    "dictcall": ("a, b = {'x': 1}, 0", "a['y'] = 2", "return (lambda **x: len(x))(**a)"),
    "dictor": ("a, b = {'x': 1}, {}", "a['y'] = 2", "return len(a | b)"),
    "heap": ("a, b = [5], 0", "heapq.heappush(a, 1)", "return heapq.nsmallest(1, a)[0]"),
    "bisect": ("a, b = [5], 0", "a.insert(0, 1)", "return bisect.bisect(a, 4)"),
    "join": ("a, b = ['x'], 0", "a.append('y')", "return ''.join(a)"),
    "slice": ("a, b = [1], 0", "a.append(2)", "return len(a[:])"),
    "reversed": ("a, b = [1], 0", "a.append(2)", "return len(list(reversed(a)))"),
    "counter": ("a, b = collections.Counter('a'), 0", "a['a'] += 1", "return (a + collections.Counter())['a']"),
    "most_common": ("a, b = collections.Counter('a'), 0", "a['b'] = 5", "return a.most_common(1)[0][0]"),
    "deque rotate": ("a, b = collections.deque([1, 2]), 0", "a.rotate(1)", "return a[0]"),
    "unpack": ("a, b = [1, 2], 0", "a[0] = 5", "x, y = a; return x"),
    "min": ("a, b = [3], 0", "a.append(1)", "return min(a)"),
    "any": ("a, b = [0], 0", "a.append(1)", "return any(a)"),
    "getattr": ("a, b = A(1), 0", "a.n = 2", "return getattr(a, 'n')"),
    "vars": ("a, b = A(1), 0", "a.n = 2", "return vars(a)['n']"),
    "dict attr": ("a, b = A(1), 0", "a.__dict__['n'] = 2", "return a.n"),
    "reduce": ("a, b = [1], 0", "a.append(2)", "return functools.reduce(operator.add, a)"),
    "filter": ("a, b = [1], 0", "a.append(2)", "return len(list(filter(None, a)))"),
    "bool list": ("a, b = [], 0", "a.append(2)", "return bool(a)"),
    "not list": ("a, b = [], 0", "a.append(2)", "return not a"),
    "inner bool": ("a, b = [[]], 0", "a[0].append(2)", "return any(a)"),
    "inner sorted": ("a, b = [[2], [1]], 0", "a[0][0] = 0", "return sorted(a)[0] is a[0]"),
    "inner max": ("a, b = [[2], [1]], 0", "a[0][0] = 0", "return max(a) is a[0]"),
    "list remove": ("a, b = [[1], [2]], 0", "a[0][0] = 2", "a.remove([2]); return len(a[0])*10 + a[0][0]"),
    "set from": ("a, b = [1], 0", "a.append(2)", "return len(set(a))"),
    "update": ("a, b = {'x': 1}, {}", "a['y'] = 2", "b.update(a); return len(b)"),
    "extend": ("a, b = [1], []", "a.append(2)", "b.extend(a); return len(b)"),
    "tuple of": ("a, b = [1], 0", "a.append(2)", "return len(tuple(a))"),
    "enumerate": ("a, b = [1], 0", "a.append(2)", "return len(list(enumerate(a)))"),
    "map len": ("a, b = [[1]], 0", "a[0].append(2)", "return list(map(len, a))"),
    "map str": ("a, b = [[1]], 0", "a[0].append(2)", "return list(map(str, a))"),
    "sorted len": ("a, b = [[1, 1], [1]], 0", "a[1].extend([1, 1])", "return sorted(a, key=len)[0] is a[0]"),
    "sorted str": ("a, b = [[2], [1]], 0", "a[0][0] = 0", "return sorted(a, key=str)[0] is a[0]"),
    "str of attr obj": ("a, b = [A(1)], 0", "a[0].n = 2", "return [x.n for x in a]"),
    "namedtuple": ("P = collections.namedtuple('P', 'l')\na, b = P([1]), 0", "a.l.append(2)", "return len(a.l)"),
    "pop default": ("a, b = {}, 0", "a['x'] = 1", "return a.pop('x', 0)"),
    "global": ("a, b = 1, 0", "globals()['a'] = 2", "return a"),
    "walrus": ("a, b = [1], 0", "a.append(2)", "return (n := len(a))"),
    "match": (
        "a, b = [1], 0",
        "a.append(2)",
        "\n    match a:\n        case [x]: return 1\n        case [x, y]: return 2",
    ),
    "match attr": (
        "a, b = A(1), 0",
        "a.n = 2",
        "\n    match a:\n        case A(n=1): return 1\n        case A(n=x): return x",
    ),
    "match map": ("a, b = {'x': 1}, 0", "a['x'] = 2", "\n    match a:\n        case {'x': y}: return y"),
    "in dict values": ("a, b = {'x': [1]}, 0", "a['x'].append(2)", "return [1] in a.values()"),
    "setdefault": ("a, b = {}, 0", "a['x'] = 1", "return a.setdefault('x', 0)"),
    "next iter": ("a, b = [1], 0", "a.insert(0, 2)", "return next(iter(a))"),
    "str mul": ("a, b = [1], 0", "a.append(2)", "return len(a * 2)"),
    "list add": ("a, b = [1], [2]", "a.append(2)", "return len(a + b)"),
    "set ops": ("a, b = {1}, {1, 2}", "a.add(2)", "return a == b"),
    "subset": ("a, b = {1}, {1}", "a.add(2)", "return a <= b"),
    "frozenset": ("a, b = {1}, 0", "a.add(2)", "return len(frozenset(a))"),
    "isdisjoint": ("a, b = {1}, {2}", "a.add(2)", "return b.isdisjoint(a)"),
    "groupby": ("a, b = [1, 1], 0", "a[0] = 2", "return len([k for k, _ in itertools.groupby(a)])"),
    "accumulate": ("a, b = [1], 0", "a.append(2)", "return list(itertools.accumulate(a))[-1]"),
    "defaultdict": ("a, b = collections.defaultdict(int), 0", "a['x'] = 5", "return a['x']"),
    "property": (
        "class P:\n    v = 1\n    @property\n    def p(self): return self.v\na, b = P(), 0",
        "a.v = 2",
        "return operator.attrgetter('p')(a)",
    ),
    "class attr": ("class P:\n    v = 1\na, b = P(), 0", "P.v = 2", "return a.v"),
    "method by setattr": (
        "class P:\n    def v(self): return 1\na, b = P(), 0",
        "setattr(P, 'v', lambda self: 2)",
        "return a.v()",
    ),
    "another class": (
        "class P:\n    def v(self): return 1\nclass Q:\n    def v(self): return 2\na, b = P(), 0",
        "a.__class__ = Q",
        "return a.v()",
    ),
    "property of another class": (
        "class P:\n    v = property(lambda self: 1)\nclass Q:\n    v = 2\na, b = P(), 0",
        "a.__class__ = Q",
        "return a.v",
    ),
    "slots": ("class P:\n    __slots__ = ('v',)\na, b = P(), 0\na.v = 1", "a.v = 2", "return a.v"),
}
"""What there is, how one thread changes it, and how another one looks."""


def values(name: str, *, confined: bool) -> list[Any]:
    given, change, look = LOOKS[name]
    text = PROGRAM.format(given=given, change=change, look=look)
    source = Source(name="m", filename="m.py", text=text, confined=confined)
    table = explore(Program(sources=(source,), call=lambda modules: modules["m"].main()), budget=Budget(executions=200))
    assert table.complete, table.search
    assert {outcome.kind for outcome in table.outcomes} == {"returned"}
    return [outcome.value for outcome in table.outcomes]


@pytest.mark.parametrize("confined", [True, False], ids=["confined", "open"])
@pytest.mark.parametrize("name", LOOKS)
def test_a_look_from_inside_the_interpreter_is_seen(name: str, *, confined: bool) -> None:
    assert len(values(name, confined=confined)) == 2
