"""A confined program is an ordinary one, and finds no way behind itself."""

import ast
import textwrap

import pytest

from grader.explore import Budget, Outcome, Program, Source, explore
from grader.explore.border import findings


def ends(text: str, allowed: tuple[str, ...] = ()) -> tuple[Outcome, ...]:
    """Explore `main` of a confined program."""
    source = Source(name="student", filename="student.py", text=text, confined=True, allowed=allowed)
    program = Program(sources=(source,), call=lambda modules: modules["student"].main())
    return explore(program, budget=Budget(executions=30)).outcomes


def body(*lines: str) -> str:
    """Return a program whose main consists of these lines."""
    text = "\n".join(f"    {line}" for part in lines for line in part.split("\n"))
    return f"def main():\n{text}\n    return 'got through'\n"


ESCAPES = [
    "getattr(main, '__glo' + 'bals__')",
    "hasattr(main, '__co' + 'de__')",
    "list(map(getattr, [main], ['__glo' + 'bals__']))",
    "class Name(str): pass\ngetattr(main, Name('__glo' + 'bals__'))",
    "object.__getattribute__(main, '__glo' + 'bals__')",
    "type(main).__getattribute__(main, '__glo' + 'bals__')",
    "getattr(object, '__getattri' + 'bute__')(main, '__glo' + 'bals__')",
    "import operator; operator.attrgetter('__class__.__subclasses__')(main)",
    "import operator; operator.methodcaller('__reduce_ex__', 4)(main)",
    "'{0.__globals__}'.format(main)",
    "'{:{0.__globals__}}'.format(main)",
    "str.format('{0.__globals__}', main)",
    "list(map(str.format, ['{0.__globals__}'], [main]))",
    "getattr('{a.__globals__}', 'format_map')({'a': main})",
    "vars(type(main))['__globals__']",
    "type(main).__dict__['__globals__']",
    "exec('1')",
    "eval('1')",
    "compile('1', '', 'eval')",
    "open('/proc/self/mem')",
    "open(3, 'w')",
    "breakpoint()",
    "import builtins; builtins.exec('1')",
    "import logging; logging.sys",
    "import logging; logging.FileHandler('x')",
    "import logging; logging.basicConfig(filename='x')",
    "import os; os._exit(0)",
    "import sys; sys.modules",
    "import sys; getattr(sys, '_getfra' + 'me')()",
    "import traceback; traceback.walk_stack(None)",
    "import types; types.CodeType",
    "import typing; typing.get_type_hints(main)",
    "import typing; typing.List['1'].__args__[0]._evaluate({}, {}, frozenset())",
    "import contextlib; contextlib.redirect_stdout(None)",
    "from functools import singledispatch",
    "import functools; functools.update_wrapper(len, main)",
    "import functools; functools.total_ordering(functools.partial)",
    "import dataclasses\nkind = type('T', (), {'__annotations__': {'x=exit()': int}})\ndataclasses.dataclass(kind)",
    "import threading; threading.Thread.start = print",
    "import threading; setattr(threading.Thread, 'start', print)",
    "import threading; getattr(threading.Lock(), 'owner' + '__')",
    "import threading; getattr(threading.current_thread(), 'task' + '__')",
    "import threading; threading.local()._made",
    "import queue; queue.Queue()._brought",
    "import queue; vars(queue.Queue())",
    "import typing, threading; typing.Annotated[threading.Thread, 1].start = print",
    "getattr(print, '__se' + 'lf__')",
    "getattr((n for n in ()), 'gi_fr' + 'ame')",
    "try: 1 / 0\nexcept ZeroDivisionError as error: getattr(error.__traceback__, 'tb_fr' + 'ame')",
    "try: getattr(main, '__glo' + 'bals__')\nexcept BaseException: pass",
    "from abc import ABC\nclass F(ABC): pass\nF.register(type(main))\nsetattr(F, '__match_args__', ('x',))",
    "class M(type): pass\nclass F(metaclass=M): __match_args__ = ('x',)\nmatch 1:\n    case F(x): pass",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_whoever_says_what_leads_out_is_stopped(escape: str) -> None:
    assert {outcome.kind for outcome in ends(body(escape))} == {"forbidden"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("import gc", "gc"),
        ("import marshal", "marshal"),
        ("from inspect import currentframe", "inspect"),
        ("main.__globals__", "__globals__"),
        ("__builtins__", "__builtins__"),
        ("__tl_get__(0, main, 'x')", "__tl_get__"),
        ("g = (n for n in ()); g.gi_frame", "gi_frame"),
        ("match main:\n    case object(__globals__=g): pass", "__globals__"),
        ("class C:\n    def __reduce__(self): pass", "__reduce__"),
    ],
)
def test_what_is_said_plainly_is_found_before_it_runs(said: str, name: str) -> None:
    assert [found for _, found in findings(ast.parse(body(said)))] == [name]


def test_nothing_shows_the_hooks() -> None:
    text = body(
        "import traceback",
        "def inner(): return dir(), sorted(globals()), sorted(locals())",
        "try: nothing",
        "except NameError: told = traceback.format_exc()",
        "return repr((inner(), told, sorted(vars())))",
    )

    (end,) = ends(text)

    assert "__tl_" not in str(end.value)
    assert "__builtins__" not in str(end.value)


def test_what_stands_for_a_function_shows_nothing() -> None:
    text = body(
        "import functools, threading",
        "timers = [threading.Timer(1, given) for given in (len, functools.partial(len, ()), [].append)]",
        "return [(type(timer.function).__name__, hasattr(timer.function, 'func')) for timer in timers]",
    )

    (end,) = ends(text)

    assert end.value == [("function", False)] * 3


HONEST = [
    """
        import abc, collections, contextlib, copy, dataclasses, enum, functools, itertools, logging, typing, weakref
        @dataclasses.dataclass(frozen=True, order=True)
        class Point:
            x: int
            y: int = 0
            tags: list = dataclasses.field(default_factory=list, compare=False)
            def __post_init__(self): object.__setattr__(self, "_sum", self.x + self.y)
        class Shape(abc.ABC):
            @abc.abstractmethod
            def area(self) -> float: ...
        class Square(Shape):
            __slots__ = ("_side",)
            def __init__(self, side): self._side = side
            def area(self): return self._side ** 2
            def __eq__(self, other): return self._side == other._side
            __hash__ = None
        class Colour(enum.Enum):
            RED = enum.auto()
            BLUE = enum.auto()
        Pair = collections.namedtuple("Pair", "a b")
        class Named(typing.NamedTuple):
            a: int
        @contextlib.contextmanager
        def opened(log):
            log.append("in")
            try: yield log
            finally: log.append("out")
        def counted(function):
            @functools.wraps(function)
            def wrapper(*args):
                wrapper.calls += 1
                return function(*args)
            wrapper.calls = 0
            return wrapper
        @counted
        def double(n): return 2 * n
        @functools.lru_cache(maxsize=None)
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        class Watched:
            count = 0
            def __init__(self): type(self).count += 1; self.__secret = 1
            def __setattr__(self, name, value): super().__setattr__(name, value)
            def __getattr__(self, name): return name.upper()
            @property
            def secret(self): return self.__secret
        def main():
            logging.getLogger("x").debug("%s", 1)
            point, square, watched, log = Point(1, 2), Square(3), Watched(), []
            with opened(log): log.append(double(4))
            match point:
                case Point(1, y): found = y
            twin = copy.deepcopy({"p": point, "s": square})
            return [
                dataclasses.asdict(point), point._sum, square.area(), twin["s"] == square, Colour.RED.name,
                Pair(1, 2)._replace(a=5), Named(1)._asdict(), log, double.calls, double.__name__, fib(10), found,
                watched.other, watched.secret, Watched.count, "{:>4}|{x[0]}".format(1, x=[2]), weakref.ref(square)() is square,
                sorted(vars(watched)), getattr(watched, "secret", 0), list(itertools.accumulate([1, 2, 3])),
                type("Made", (), {"a": 1})().a, square.__class__.__name__, dataclasses.replace(point, x=9).x,
            ]
    """,
    """
        import queue, random, sys, threading, time, traceback, os, re, json, math, string
        from collections.abc import Iterable
        from concurrent import futures
        from typing import *
        class Account:
            def __init__(self): self._balance, self._lock, self.owner, self.taken, self.task = 0, threading.RLock(), "A", 1, 2
            @property
            def balance(self):
                with self._lock: return self._balance
            def add(self, n):
                with self._lock: self._balance += n
        class Worker(threading.Thread):
            def __init__(self, account):
                super().__init__(name="worker", daemon=True)
                self._account, self._result = account, None
            def run(self):
                try:
                    self._account.add(1)
                    self._result = self.name
                    raise ValueError("no")
                except ValueError as error:
                    self.told = traceback.format_exc().count("ValueError"), error.args, type(error).__name__
        box = threading.local()
        def main():
            account = Account()
            workers = [Worker(account), Worker(account)]
            for worker in workers: worker.start()
            for worker in workers: worker.join()
            box.x = 1
            with futures.ThreadPoolExecutor(2) as pool: got = list(pool.map(abs, [-1, -2]))
            q = queue.Queue(); q.put(1)
            print("x", file=sys.stderr)
            sys.stdout.write("x")
            return [account.balance, [w._result for w in workers], [w.told for w in workers], vars(box), got, q.get(),
                    threading.Semaphore(3)._value, q.queue, json.dumps({"a": 1}), re.sub("a", "b", "a"), __name__,
                    threading.current_thread().name, os.path.join("a", "b"), main.__name__, main.__doc__]
    """,
]


@pytest.mark.parametrize("text", HONEST)
def test_an_ordinary_program_is_not_stopped(text: str) -> None:
    confined = ends(textwrap.dedent(text))

    assert {(outcome.kind, outcome.error) for outcome in confined} == {("returned", None)}


def test_what_an_exercise_allows_is_there() -> None:
    (end,) = ends("import gc\ndef main(): return gc.isenabled() in (True, False)", allowed=("gc",))

    assert end.value is True


def test_a_refusal_says_what_and_where() -> None:
    (end,) = ends("def main():\n    x = 1\n    return getattr(main, '__code__')")

    assert end.error is not None
    assert (end.error.missing, end.error.line, end.error.file) == ("__code__", 3, "student.py")


WATCHER = """
import functools
def watched(f):
    @functools.wraps(f)
    def g(*arguments): return f(*arguments)
    return g
"""


def watched(text: str) -> Outcome:
    """Explore `main` of a confined program whose `work` somebody watches."""
    decorate = {"work": "watcher:watched"}
    student = Source(name="student", filename="student.py", text=text, confined=True, decorate=decorate)
    sources = (Source(name="watcher", filename="watcher.py", text=WATCHER, shown=False), student)
    program = Program(sources=sources, call=lambda modules: modules["student"].main())
    (outcome,) = explore(program, budget=Budget(executions=30)).outcomes
    return outcome


def test_a_function_that_is_watched_has_attributes_like_any_other() -> None:
    text = (
        "import threading\n"
        "def work():\n    with work.lock: work.calls += 1\n"
        "work.lock = threading.Lock()\nwork.calls = work._more = 0\n"
        "def main():\n    work()\n    del work._more\n    return work.calls, sorted(vars(work))[1:]\n"
    )

    outcome = watched(text)

    assert outcome.kind == "returned", outcome
    assert outcome.value == (1, ["calls", "lock"])


def test_what_is_watched_but_not_the_programs_own_shows_nothing() -> None:
    """`functools.wraps` copies what a class of the library has, also what nobody may see."""
    outcome = watched("import queue\nwork = queue.Queue.put\ndef main(): return list(vars(work))\n")

    assert outcome.kind == "forbidden", outcome


def test_what_a_program_changes_in_a_module_is_its_own_affair() -> None:
    text = "import threading\nthreading.current_thread = 1\ndef main(): pass"
    other = Source(
        name="other", filename="other.py", text="import threading\ndef main(): return threading.current_thread().name"
    )
    student = Source(name="student", filename="student.py", text=text, confined=True)

    table = explore(Program(sources=(student, other), call=lambda modules: modules["other"].main()))

    assert [outcome.value for outcome in table.outcomes] == ["MainThread"]


BLIND = """
import multiprocessing, subprocess
from multiprocessing.pool import ThreadPool
class Child(multiprocessing.Process):
    def run(self): pass
"""


def test_what_cannot_be_explored_may_be_imported_and_named_but_not_used() -> None:
    (outcome,) = ends(BLIND + "def main(): return 'never used'")
    assert (outcome.kind, outcome.value) == ("returned", "never used")

    for use in ("Child()", "ThreadPool(2)", "multiprocessing.dummy.Pool()"):
        (outcome,) = ends(BLIND + f"def main(): return {use}")
        assert outcome.kind == "unseen", use
        assert outcome.error
        assert "nobody can look into" in outcome.error.message


def test_what_functions_for_processes_need_beside_it_may_be_named_too() -> None:
    text = "import pickle, tempfile\nfrom pathlib import Path\ndef main(): return 1\ndef use(): return pickle.dumps(1)"

    (end,) = ends(text)
    (used,) = ends(text.replace("return 1\n", "return use()\n"))

    assert (end.kind, end.value, used.kind) == ("returned", 1, "unseen")


@pytest.mark.parametrize(
    "named",
    [
        "from multiprocessing.queues import Full",
        "import multiprocessing.queues as mq\nFull = mq.Full",
        "import multiprocessing\nFull = multiprocessing.queues.Full",
        "from multiprocessing import queues\nFull = queues.Full",
    ],
)
def test_the_exceptions_of_queues_between_processes_are_those_of_all_queues(named: str) -> None:
    full = (
        "channel = queue.Queue(1)\n    channel.put(1)\n    try: channel.put_nowait(2)\n    except Full: return 'full'"
    )

    (end,) = ends(f"import queue\n{named}\ndef main():\n    {full}")

    assert (end.kind, end.value) == ("returned", "full")


def test_to_choose_a_start_method_is_no_use_of_a_process() -> None:
    text = "import multiprocessing as mp\nctx = mp.get_context('spawn')\ndef main(): return 1\ndef use(): ctx.Process()"

    (end,) = ends(text)
    (used,) = ends(text.replace("return 1", "ctx.Process(target=main)"))

    assert (end.kind, used.kind) == ("returned", "unseen")
