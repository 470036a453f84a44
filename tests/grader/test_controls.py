"""Whoever changes the tools that judge threads is found out, and nobody else is accused."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.judge.controls import Controls
from grader.judge.finding import Finding
from tests.grader.conftest import Staged

RACY = """
import threading
n = 0
def add():
    global n
    n += 1
def main():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
    return n
"""
ASK = "def ask(student): return student.main()"


@pytest.mark.parametrize(
    "tampering",
    [
        "import sys\nsys.modules['grader.explore.clocks'].dependent = lambda a, b: False",
        "import sys\nsys.modules['grader.explore.hooks'].Hooks.put = lambda self, site, token, value: value",
        "import sys\nsys.modules['grader.explore.exploration'].exhaust = lambda *a: 'complete'",
        "import sys\nsys.modules['grader.stage.explored'].plain = lambda value: 2",
    ],
)
def test_nobody_gets_at_the_explorer(staged: Staged, tampering: str) -> None:
    stage = staged(tampering + RACY, ASK)

    with pytest.raises(Finding) as found:
        stage.explore("ask").must(lambda seen: seen == 2, race="R101")

    assert found.value.code == "S707"


def test_honest_code_is_not_accused(staged: Staged) -> None:
    table = staged("import sys, random\nsys.setrecursionlimit(500)\nrandom.seed(1)" + RACY, ASK).explore("ask")

    assert {outcome["value"] for outcome in table.outcomes} == {1, 2}


def right(controls: Controls) -> list[dict[str, Any]]:
    return [{"values": sorted(values), "complete": True} for values in controls.expected]


FORGED: dict[str, Callable[[list[dict[str, Any]]], object]] = {
    "nothing": lambda answers: None,
    "an empty list": lambda answers: [],
    "one of two": lambda answers: answers[:1],
    "exchanged": lambda answers: answers[::-1],
    "nearly true": lambda answers: [{**answers[0], "complete": 1}, answers[1]],
    "floats": lambda answers: [{**answers[0], "values": [float(n) for n in answers[0]["values"]]}, answers[1]],
    "no values": lambda answers: [{**answers[0], "values": None}, answers[1]],
    "twice": lambda answers: [answers[0], {**answers[1], "values": answers[1]["values"] * 2}],
    "a word": lambda answers: [answers[0], "yes"],
}


@pytest.mark.parametrize("how", FORGED)
def test_only_the_whole_truth_about_the_controls_holds(how: str) -> None:
    controls = Controls()
    controls.hold(right(controls))

    with pytest.raises(Finding, match="P602"):
        controls.hold(FORGED[how](right(controls)))
