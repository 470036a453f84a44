"""What looks behind the program is refused before it runs, with name and line, unless the exercise allows it."""

import ast

import pytest

from grader.judge.finding import Finding
from grader.stage.forbidden import ForbiddenError, refuse
from tests.grader.conftest import Staged


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("import gc", "gc", 1),
        ("x = 1\nimport threading, ctypes.util as u", "ctypes", 2),
        ("from ctypes import util", "ctypes", 1),
        ("from sys import _getframe as f", "_getframe", 1),
        ("import sys\ndef f():\n    sys.settrace(None)", "settrace", 3),
        ("import threading as t\nt.setprofile(print)", "setprofile", 2),
        ("import grader.stage", "grader", 1),
        ("print(object.__subclasses__())\nimport gc", "__subclasses__", 1),
        ("m = __import__('gc')", "__import__", 1),
    ],
)
def test_the_first_use_is_named(source: str, name: str, line: int) -> None:
    with pytest.raises(ForbiddenError) as refused:
        refuse(ast.parse(source), ())

    assert (refused.value.name, refused.value.line) == (name, line)
    refuse(ast.parse(source), (name, "gc"))


@pytest.mark.parametrize(
    "source",
    [
        "import os, sys, threading, multiprocessing, queue, signal, inspect, unittest, doctest, traceback, weakref",
        "from concurrent.futures import ThreadPoolExecutor\nimport concurrent.futures as gc",
        "def code(site): return site.trace",
        "from . import helpers",
    ],
)
def test_whatever_a_solution_may_need_is_free(source: str) -> None:
    refuse(ast.parse(source), ())


@pytest.mark.parametrize("way", ["explore", "run"])
def test_a_refusal_has_its_code_name_and_line(staged: Staged, way: str) -> None:
    stage = staged("\nimport gc\ndef main(): return 1", "def ask(student): return student.main()")

    with pytest.raises(Finding) as found:
        getattr(stage, way)("ask")

    assert found.value.code == "S707"
    assert found.value.loading
    assert found.value.evidence["line"] == 2
    assert found.value.evidence["missing"] == "gc"
