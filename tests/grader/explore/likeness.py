"""A script run twice: once on the real modules, and in every interleaving on the modelled ones.

A script is the body of a generator. It yields plain data, or what can be told from its type and text; reality must
have only one course for it, because its threads are ordered by joins and events.
"""

import itertools
import re
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest

from grader.explore import Budget, Program, Source, explore

PRELUDE = """
import concurrent.futures, contextvars, queue, random, sys, threading, time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait

def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)

def wrong(function, *args, **kwargs):
    result = attempt(function, *args, **kwargs)
    return result[0] if type(result) is tuple else result

def other(*functions):
    done = []
    thread = threading.Thread(target=lambda: done.extend([function() for function in functions]))
    thread.start()
    thread.join()
    return done

def main():
    return list(script())

def script():
"""


def text_of(script: str) -> str:
    return PRELUDE + textwrap.indent(textwrap.dedent(script), "    ")


def told(parts: Any) -> Any:
    """Return the text of each part without addresses."""
    return [re.sub(r" at 0x[0-9a-f]+", "", repr(part)) for part in parts]


def really(script: str) -> list[Any]:
    """Run on the real modules, as if nobody in this process had used them before; return all ways to end: one."""
    module = ModuleType("student")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "_counter", itertools.count(1).__next__)
        patch.setattr(threading, "excepthook", lambda _: None)
        patch.setattr(ThreadPoolExecutor, "_counter", itertools.count().__next__)
        exec(compile(text_of(script), "student.py", "exec", dont_inherit=True), vars(module))
        try:
            return [("returned", told(module.main()))]
        except Exception as error:
            return [("raised", told((type(error).__name__, str(error))))]


def modelled(script: str) -> list[Any]:
    """Explore and return all ways to end."""
    source = Source(name="student", filename="student.py", text=text_of(script))
    table = explore(
        Program(sources=(source,), call=lambda modules: modules["student"].main()), budget=Budget(executions=1000)
    )
    assert table.complete, table.search
    ends = [
        (one.kind, told((one.error.type, one.error.message) if one.error else one.value or ()))
        for one in table.outcomes
    ]
    return [end for index, end in enumerate(ends) if end not in ends[:index]]
