"""A rewritten program behaves like the original: the same value, or the same error on the same line."""

import textwrap
import traceback
from typing import Any

import pytest

from grader.explore import Program, Source, explore

PROGRAMS = {
    "private names": """
        __secret = 1
        class Box:
            __slots__ = ("__value",)
            def __init__(self): self.__value = __x = 2; global _Box__g; _Box__g = 5
            def add(self):
                self.__value += 1
                return self.__value, [self.__value for _ in "ab"], _Box__g
        def main(): return Box().add(), hasattr(Box(), "_Box__value")
    """,
    "assignments": """
        class Thing: pass
        x = y = 0
        def main():
            global x, y
            x, y = 1, 2
            x, y = y + x, x
            t = Thing(); t.a = t.b = [0] * 3
            t.a[0], *t.b[1:], (t.c, d) = 1, 2, 3, (4, 5)
            t.a[-1] += 7; t.c **= 2
            first, *rest = "abc"
            for t.i, x in enumerate([7, 8]): pass
            with open(__file__ if False else "/dev/null") as t.f: pass
            del t.a[0], t.c
            return x, y, t.a, t.b is t.a, d, first, rest, t.i, hasattr(t, "c"), t.f.closed
    """,
    "scopes": """
        n = 1
        class C:
            n = 2
            seen = [n for _ in range(1)]
            def f(self): return n
        def main():
            total = 0
            def add(k):
                nonlocal total
                total += k
                return lambda: total + k
            late = [add(k) for k in range(3)]
            if (m := total) > 2: total -= 1
            return C().f(), C.n, C.seen, [f() for f in late], m, [i for i in range(3) if (j := i)], j
    """,
    "names bound in other ways": """
        import threading
        error = point = rest = tail = made = Made = pi = math = 0
        def handled(bad):
            global error
            try:
                try: raise bad
                except KeyError as error: return repr(error)
                except (ValueError, TypeError) as error:
                    kept = error
                    del error
                    raise RuntimeError("again") from kept
            except RuntimeError as again: return repr(again), repr(again.__cause__), "error" in globals()
        def matched(value):
            global point, rest, tail
            match value:
                case {"x": point, **rest} if point > 1: return "map", point, rest
                case [1, *tail] | [2, *tail]: return "list", tail
                case str() | int() as point if (n := point): return "atom", point, n
                case point: return "other", point
        def defined():
            global made, Made
            @staticmethod
            def made(n=[made]): return n
            class Made(list):
                held = [Made]
            return type(made()[0]).__name__, getattr(Made.held[0], "__name__", 0), Made.__name__, made.__name__
        def imported():
            global math, pi
            import math
            from math import pi
            import os.path
            return math.pi == pi, os.path.sep
        def walked():
            global pi
            return [pi := n for n in range(3)], pi, {(pi := n): [pi := n + 1] for n in range(2)}, pi
        def job(told):
            told += [handled(KeyError(1)), handled(ValueError(2)), "error" in globals()]
            told += [matched(v) for v in ({"x": 2, "y": 3}, {"x": 1}, [1, 2], [2], 7, "", 0.5)]
            told += [defined(), imported(), walked()]
        def main():
            told = []
            job(told)
            thread = threading.Thread(target=job, args=(told,))
            thread.start()
            thread.join()
            return told
    """,
    "operators beside a thread": """
        import threading
        class Strange:
            def __add__(self, other): return NotImplemented
            def __radd__(self, other): return "radd"
            def __lt__(self, other): return "less"
            def __eq__(self, other): return [self]
            def __matmul__(self, other): raise ZeroDivisionError("no")
            __hash__ = None
        def main():
            free = threading.Event()
            thread = threading.Thread(target=free.wait)
            thread.start()
            a, b, s, told = [1], {2: 3}, Strange(), []
            told += [1 + s, s < 1, s > s, a + [*a], b | {**b}, a * 2, {1} & {1, 2} ^ {3}, 7 // 2 % 2 ** 1 - -1 << 3 >> 1]
            told += [a <= a is not b, a != [told.append(7)] == [None] != a, a in [a] == [a] not in [b], (lambda: a <= a <= a)()]
            told += [[c < a <= d for c in [[0], a] for d in [[2]]], a == [1], a != b, (1, a) <= (1, a), 1 < 2 < 3 > 1, a is a, not a, 1 in a, s != 3, type(s == s)]
            told += ["%s %d" % ("x", 3), "%(k)s" % {"k": a}, f"{a!r:>5}{b}", int | None, 1j * 2.5, b"a" + bytearray(b"b")]
            for left, right in ((1, "x"), (a, 1), (s, s)):
                try: left @ right
                except (TypeError, ZeroDivisionError) as error: told.append(str(error))
                try: left + right
                except TypeError as error: told.append(str(error))
                try: left >= right
                except TypeError as error: told.append(str(error))
            c = a
            c += (2,); b |= {4: 5}
            x, (y, *z) = c, (i for i in range(3))
            told += [c is a, b, x is a, y, z, [p + q for p, q in zip(a, a)], {k: v for k, v in b.items()}]
            for i, (p, q) in enumerate([[1, 2], "ab"]): told.append((i, p, q))
            try:
                for p, q in [[1]]: pass
            except ValueError as error: told.append(str(error))
            free.set()
            thread.join()
            return told
    """,
    "match": """
        from dataclasses import dataclass
        @dataclass
        class Point:
            x: int
            y: int = 0
        def kind(v):
            match v:
                case Point(x=0, y=y) if y > 1: return "axis", y
                case {"a": [1, *rest], **more}: return rest, more
                case (1 | 2) as one: return one
                case str(): return "text"
                case _: return None
        def main(): return [kind(v) for v in (Point(0, 2), {"a": [1, 2], "b": 3}, 2, "x", Point(1))], repr(Point(3))
    """,
    "generators": """
        def gen():
            got = yield 1
            try:
                while True: got = yield got
            finally: closed.append(True)
        closed = []
        def main():
            g = gen(); out = [next(g), g.send(5), g.send(6)]; g.close()
            return out, closed, list(x for pair in [(1, 2), (3,)] for x in pair if x != 2), dict(zip("ab", range(2)))
    """,
    "containers": """
        from collections import Counter, OrderedDict, defaultdict, deque
        def main():
            d, s, q, c = {}, set(), deque([1, 2]), Counter("aab")
            d.setdefault("k", []).append(1); d["z"] = d.pop("k"); s |= {1, 2}; s.discard(1); q.rotate(); q[0] += 1
            xs = [3, 1, 2]; xs += (0,); xs.sort(); xs[1:3] = [9]; dd = defaultdict(list); dd["a"].append(1)
            o = OrderedDict(a=1, b=2); o.move_to_end("a")
            told = f"{xs!r:>10}"
            return d, sorted(s), list(q), c.most_common(1), xs, 9 in xs, 7 not in xs, dict(dd), list(o), len(xs), told
    """,
    "classes": """
        import abc, enum, functools
        class Color(enum.Enum):
            RED, BLUE = 1, 2
        class Base(abc.ABC):
            count = 0
            def __init_subclass__(cls, **k): super().__init_subclass__(**k); cls.made = True
            @property
            def double(self): return self.n * 2
            @double.setter
            def double(self, v): self.n = v // 2
            @functools.cached_property
            def slow(self): return self.n + 100
            def __getattr__(self, name): return name.upper()
        class Child(Base):
            def __init__(self, n): super().__init__(); self.n = n; self.count += 1; Child.count += 5
            @classmethod
            def make(cls): return cls(3)
            @staticmethod
            def plain(): return "s"
        def main():
            c = Child.make(); c.double = 10
            counts = c.count, Child.count, Base.count
            return c.n, c.double, c.slow, c.other, counts, Child.made, Color.RED.name, Child.plain()
    """,
    "reflection": """
        z = 1
        def main():
            globals()["z"] += 1; w = locals(); vars()["q"] = 1
            class T: pass
            t = T(); setattr(t, "a", 5); delattr(t, "a"); t.__dict__["b"] = 6
            return z, getattr(t, "c", 7), hasattr(t, "b"), eval("z + 1"), sorted(vars(t)), type(t).__name__
    """,
    "attributes of one's own making": """
        seen = []
        class Asked:
            def __init__(self): self.l, self.x = [], 1
            def __getattribute__(self, name):
                seen.append(name)
                return object.__getattribute__(self, name)
            def __iter__(self): return iter([1])
            def __getitem__(self, key): return key
            def __contains__(self, key): return True
            def __eq__(self, other): return True
            def __enter__(self): return self
            def __exit__(self, *error): pass
            def up(self): self.x += 1
        class Proxy:
            __slots__ = ("inner",)
            def __init__(self, inner): object.__setattr__(self, "inner", inner)
            def __getattribute__(self, name):
                return getattr(super().__getattribute__("inner"), name)
            def __setattr__(self, name, value): setattr(super().__getattribute__("inner"), name, value)
        def main():
            a = Asked()
            a.x, a.l.append(1), a[0], 1 in a, [*a], list(a), a == 1, a and 1, vars(a)["x"]
            a.up(); hasattr(a, "x"); a.x += 1; b, = a
            for _ in a: pass
            with a: pass
            p = Proxy(a); p.x += 1; p.up()
            return seen, a.x, p.x, f"{a.x}"
    """,
    "name error": "def main():\n    x = 1\n    return (x +\n        undefined)",
    "attribute error": "def main():\n    return (1,\n        None.foo)",
    "key error": "def main():\n    d = {}\n    d['a'] += 1",
    "unbound": "def main():\n    if 0: x = 1\n    x += 1",
    "type error": "def main():\n    for a, b in [1]: pass",
    "assertion": "def main():\n    assert [] , 'empty'",
    "changed while iterating": "def main():\n    d = {1: 1}\n    for k in d: d[k + 1] = 1",
    "recursion": "def f(n):\n    return f(n + 1)\ndef main():\n    try: f(0)\n    except RecursionError: return 'deep'",
}


@pytest.mark.parametrize(
    ("name", "confined"), [*((name, False) for name in PROGRAMS), ("attributes of one's own making", True)]
)
def test_a_rewritten_program_behaves_like_the_original(name: Any, *, confined: bool) -> None:
    text = textwrap.dedent(PROGRAMS[name]).strip() + "\n"
    text = text.replace("__file__ if False else ", "")

    (outcome,) = explore(
        Program(
            sources=(Source(name="student", filename="student.py", text=text, confined=confined),),
            call=lambda modules: modules["student"].main(),
        )
    ).outcomes

    assert summary(outcome) == original(text)


def summary(outcome: Any) -> Any:
    error = outcome.error
    return outcome.kind, outcome.value, error and (error.type, error.message, error.line)


def original(text: Any) -> Any:
    space: dict[str, Any] = {"__name__": "student"}
    exec(compile(text, "student.py", "exec"), space)
    try:
        return "returned", space["main"](), None
    except Exception as error:
        line = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "student.py"][
            -1
        ]
        return "raised", None, (type(error).__name__, str(error), line)
