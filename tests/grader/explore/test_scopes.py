"""Whose variable a name is, as CPython's own symbol tables say it: of every name in many modules."""

import ast
import importlib.util
import symtable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.explore import explore
from grader.explore.scope import Scope
from grader.explore.scopes import Scopes

NESTED = {
    "a global of the function around": """
        def f():
            global x
            x = 1
            def g(): return x
            return lambda: [x for _ in x], (x for x in x)
    """,
    "a global two functions further out": """
        def f():
            global x
            x = 1
            def g():
                def h(): return x
    """,
    "a local of the function around, a global further out": """
        def f():
            global x
            def g(x):
                def h(): return x
                def i():
                    nonlocal x
                    x += 1
                    def j(): return x
    """,
    "bound by a class in between": """
        def f(x):
            class A:
                x = 1
                def g(self): return x
                y = [x for _ in x]
            class B:
                global y
                y = x
                def g(self): return y, B
                def __h(self, __x): return self.__h, __x, lambda: __x
    """,
    "bound by every kind of statement": """
        def f(a, /, b=1, *c, d=b, **e):
            import os.path, io as g
            from io import h
            for i, (j, *k) in a: pass
            with a as l, b as m.n: pass
            try: pass
            except E as o: pass
            match a:
                case [p, *q] | {"r": p, **q} if (s := p): pass
            t: int
            u: int = 1
            v += 1
            def w(): pass
            class x: pass
            del y
            z = [aa := ab for ab in a if (ac := ab)]
            def inner(): return (a, b, c, d, e, os, g, h, i, j, k, l, m, n, o, p, q, s, t, u, v, w, x, y, z, aa, ab, ac)
    """,
    "deleted, annotated or only looked at": """
        x = 1
        def f():
            x: int
            def g(): return x
        def h():
            global x
            del x
            def g(): return x
        def i():
            def g(): return x
    """,
}
MODULES = ("argparse", "asyncio.tasks", "contextlib", "dataclasses", "difflib", "enum", "functools", "inspect", "tarfile",
           "tempfile", "threading", "typing", "unittest.mock")  # fmt: skip
NAMES: dict[type[ast.AST], str] = {
    ast.Lambda: "lambda", ast.ListComp: "listcomp", ast.SetComp: "setcomp", ast.DictComp: "dictcomp", ast.GeneratorExp: "genexpr"
}  # fmt: skip


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_names_are_whose_cpython_says_they_are(text: str) -> None:
    text = "if 1:\n" + text
    answers = dict(told(text))

    assert answers == {asked: symbol(*asked[1:]) for asked in answers}
    assert len(answers) >= 4


@pytest.mark.parametrize("name", MODULES)
def test_names_in_the_library_are_whose_cpython_says_they_are(name: str) -> None:
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.origin is not None
    answers = dict(told(Path(found.origin).read_text(encoding="utf-8")))

    assert answers == {asked: symbol(*asked[1:]) for asked in answers}
    assert len(answers) > 200


def told(text: str) -> Iterator[tuple[tuple[int, symtable.SymbolTable, str], str]]:
    """Give for every function and class: its line, CPython's table, a name, and whose that is as we say."""
    known: dict[tuple[str, int], list[symtable.SymbolTable]] = {}
    for table in tables(symtable.symtable(text, "module.py", "exec")):
        known.setdefault((table.get_name(), table.get_lineno()), []).append(table)
    for node, scope in Scopes(ast.parse(text)).by_node.items():
        if isinstance(node, ast.Module):
            continue
        alike = known.get((NAMES.get(type(node)) or str(getattr(node, "name", "")), line(node)), [])
        for name in sorted(scope.used | set(scope.bound)) if len(alike) == 1 else []:
            if name != "__class__" and name in alike[0].get_identifiers():
                yield (line(node), alike[0], name), whose(scope, name)


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """Give the tables inside a table."""
    for inner in table.get_children():
        yield inner
        yield from tables(inner)


def line(node: Any) -> int:
    """Return the line where CPython says that a function or class begins."""
    return min(int(part.lineno) for part in (node, *getattr(node, "decorator_list", [])) if hasattr(part, "lineno"))


def whose(scope: Scope, name: str) -> str:
    """Return whose variable a name is, as we say."""
    owner = scope.owner(name)
    return "global" if owner is None else "local" if owner is scope else "of a scope around"


def symbol(table: symtable.SymbolTable, name: str) -> str:
    """Return whose variable a name is, as CPython says."""
    found = table.lookup(name)
    return "of a scope around" if found.is_free() else "global" if found.is_global() else "local"


def test_a_function_inside_reads_the_global_that_the_one_around_binds(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        x, seen = 0, []
        def reset():
            global x
            x = 0
        def work():
            global x
            x = 3
            positive = lambda: x > 0
            seen.append(positive())
        def main():
            threads = [threading.Thread(target=job) for job in (reset, work)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return x, seen[0]
        """
    )

    assert sorted(values(table)) == [(0, False), (0, True), (3, True)]


LATE = {
    "a local variable": "value = 5",
    "a local container": "value = list('ab')",
    "a context": "with contextlib.nullcontext(5) as value: pass",
    "a function": "def value(): return 5",
    "a class": "class value: pass",
    "a module": "import math as value",
    "in an expression": "len([value := 5])",
    "annotated": "value: int = 5",
    "unpacked": "value, other = 5, 6",
}


@pytest.mark.parametrize("late", LATE.values(), ids=LATE)
def test_what_a_running_thread_uses_may_not_be_there_yet(explored: Any, values: Any, late: str) -> None:
    table = explored(
        f"""
        import contextlib, threading
        def main():
            seen = []
            def work():
                try: seen.append(value and 1)
                except NameError: seen.append("too early")
            thread = threading.Thread(target=work)
            thread.start()
            {late}
            thread.join()
            return seen
        """
    )

    assert sorted(map(str, values(table))) == ["['too early']", "[1]"]


STARTED = {
    "by the module": "thread.start()",
    "by a function": "def go(): thread.start()\ngo()",
    "by a function that a function calls": "def go(): thread.start()\ndef first(): go()\nfirst()",
    "by a method": "class Starter:\n    def __init__(self): thread.start()\nStarter()",
    "by what a name stands for": "go = thread.start\ngo()",
    "by a lambda": "go = lambda: thread.start()\ngo()",
    "in a comprehension": "[one.start() for one in [thread]]",
    "by name": "getattr(thread, 'start')()",
    "by a getter": "import operator\noperator.methodcaller('start')(thread)",
}


@pytest.mark.parametrize("start", STARTED.values(), ids=STARTED)
def test_a_thread_that_the_module_starts_may_be_too_early_for_its_globals(program: Any, start: str) -> None:
    text = WORK + start + "\nvalue = 5\ndef main():\n    thread.join()\n    return seen\n"

    assert sorted(str(outcome.value) for outcome in explore(program(text)).outcomes) == ["['too early']", "[5]"]


@pytest.mark.parametrize(
    "definition", ["def value(): return 5", "class value: pass", "import math as value", "value = 5"]
)
def test_what_the_module_defines_after_a_thread_was_started_may_not_be_there_yet(program: Any, definition: str) -> None:
    text = (
        WORK
        + f"thread.start()\n{definition}\ndef main():\n    thread.join()\n    return len(seen), seen[0] != 'too early'\n"
    )

    assert sorted(str(outcome.value) for outcome in explore(program(text)).outcomes) == ["(1, False)", "(1, True)"]


WORK = """
import threading
seen = []
def work():
    try: seen.append(value)
    except NameError: seen.append("too early")
thread = threading.Thread(target=work)
"""


@pytest.mark.parametrize(
    "text",
    [
        "value = 5\ndef main(): thread.start(); thread.join()",
        "value = 5\ndef main(): thread.start()\nif __name__ == '__main__': main()",
        "value = max(map(int, '12'))\ndef go(): thread.start()",
    ],
)
def test_globals_that_are_there_before_any_thread_are_no_variables(text: str) -> None:
    scopes = Scopes(ast.parse(WORK + text))

    assert not scopes.globals(frozenset(), all_names=False)


MOVING = {
    "a list": "threads = [go(lambda: seen.append(n)) for n in (0, 1)]",
    "a dict": "threads = list({n: go(lambda: seen.append(n)) for n in (0, 1)}.values())",
    "a set": "threads = list({go(lambda: seen.append(n)) for n in (0, 1)})",
    "a generator": "threads = list(go(lambda: seen.append(n)) for n in (0, 1))",
    "one of several": "threads = [go(lambda: seen.append(n)) for n, _ in [(0, 2), (1, 3)]]",
    "an inner one": "threads = [go(lambda: seen.append(n)) for one in [(0, 1)] if one for n in one if n < 2]",
    "a loop": "threads = []\n    for n in (0, 1): threads.append(go(lambda: seen.append(n)))",
}


@pytest.mark.parametrize("threads", MOVING.values(), ids=MOVING)
@pytest.mark.parametrize("inside", [True, False], ids=["in a function", "in the module"])
def test_a_lambda_sees_what_the_loop_has_come_to(explored: Any, values: Any, threads: str, *, inside: bool) -> None:
    made = threads if inside else "pass"
    table = explored(
        f"""
import threading
seen = []
def go(job):
    thread = threading.Thread(target=job)
    thread.start()
    return thread
if {not inside}:
    {threads}
def main():
    {made}
    for thread in threads: thread.join()
    return sorted(seen)
"""
    )

    assert sorted(values(table)) == [[0, 1], [1, 1]]
    assert table.complete


def test_each_thread_has_a_comprehension_of_its_own(explored: Any, values: Any) -> None:
    table = explored(
        """
        import threading
        def main():
            seen = []
            def work():
                rows = [sorted((3, 1, 2), key=lambda one: one * way) for way, _ in ((1, 0), (-1, 0)) if way]
                seen.append(rows + [(lambda: one)() for one in "ab"])
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return seen
        """
    )

    assert values(table) == [[[[1, 2, 3], [3, 2, 1], "a", "b"]] * 2]
    assert (table.complete, table.executions) == (True, 2)
