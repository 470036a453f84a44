"""Every code that the grader can give has its sentence, and every piece of evidence its words, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import grader
from grader.feedback import LABELS, WAITS, codes, details, explained, next_step
from grader.judge.finding import KINDS
from grader.judge.waits import CALLED
from grader.model import VERDICTS, Language, Outcome
from grader.syscalls import AARCH64_WAITS, X86_64_WAITS
from tests.grader.test_report import exercise

HOUSE = sorted(Path(grader.__file__).parent.rglob("*.py"))
HIDDEN = sorted((Path(__file__).parents[2] / "tests" / "exercises").rglob("test_*.py"))
CODE = re.compile(r"[A-Z]\d{3}")
TOLD_APART = {"explored", "story", "waits", "schedule"}  # shown in their own way, not as a row


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


USED = sorted({text for path in (*HOUSE, *HIDDEN) for text in strings(path) if CODE.fullmatch(text)})


def test_the_codes_in_use_are_found() -> None:
    assert {"W101", "R104", "D202", "L303", "C405", "T504", "P601", "S702", "G902"} <= set(USED)
    assert set(KINDS.values()) <= set(USED)


@pytest.mark.parametrize("code", USED)
def test_every_code_in_use_is_explained(code: str) -> None:
    assert code in codes()
    assert code[0] in VERDICTS


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_explanation_is_a_sentence_in_both_languages(code: str) -> None:
    text = explained(code)

    assert CODE.fullmatch(code)
    assert text.en.endswith(".")
    assert text.zh.endswith("。")


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_next_step_can_be_said(code: str) -> None:
    one = exercise("10_some", ["test_x"])
    outcome = Outcome(check="test_x", code=code, evidence={"line": 3, "missing": "main"})

    for lang in get_args(Language):
        said = next_step(one, one.checks[0], outcome, lang)
        assert said
        assert "{" not in said


@pytest.mark.parametrize("code", sorted(code for code, said in codes().items() if said.do))
def test_both_languages_name_the_same_places(code: str) -> None:
    do = codes()[code].do
    assert do is not None

    assert sorted(re.findall(r"{\w+}", do.en)) == sorted(re.findall(r"{\w+}", do.zh))


def test_the_place_is_named_where_it_is_known() -> None:
    one = exercise("10_some", ["test_x"])
    outcome = Outcome(check="test_x", code="C401", evidence={"line": 3})

    said = next_step(one, one.checks[0], outcome, "en")

    assert said == "open 10_some/some.py at line 3 and find out what leads to this exception"


@pytest.mark.parametrize("code", ["C401", "C404", "S705", "W101"])
def test_without_the_place_the_hint_is_the_next_step(code: str) -> None:
    one = exercise("10_some", ["test_x"])

    assert next_step(one, one.checks[0], Outcome(check="test_x", code=code), "en") == "10_some: a nudge"
    assert next_step(one, one.checks[0], Outcome(check="test_x", code=code), "zh") == "10_some: 一点提示"


def test_what_fits_every_check_comes_before_the_hint_of_this_one() -> None:
    one = exercise("10_some", ["test_x"])

    said = next_step(one, one.checks[0], Outcome(check="test_x", code="D202"), "en")

    assert said == "find out what 10_some/some.py waits for, and who could end that wait. A hint: a nudge"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert explained("X999").en == "X999"


def evidence(path: Path) -> Iterator[str]:
    """Give the keywords of every finding that a module raises."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
            yield from (word.arg for word in node.keywords if word.arg and word.arg != "loading")


def test_all_evidence_is_told() -> None:
    found = {word for path in HOUSE for word in evidence(path)}

    assert {"seconds", "signal", "status", "reason", "got"} <= found
    assert found <= LABELS.keys() | TOLD_APART


def test_everything_that_the_watcher_sees_waited_for_has_its_words() -> None:
    assert {*X86_64_WAITS.values(), *AARCH64_WAITS.values(), *CALLED.values(), "time", "something"} == WAITS.keys()


@pytest.mark.parametrize(
    ("found", "en", "zh"),
    [
        ({"got": [1, "a", None, True]}, "got: [1, 'a', None, True]", "得到: [1, 'a', None, True]"),
        ({"got": {"a": 1}}, "got: {'a': 1}", "得到: {'a': 1}"),
        ({"got": {}}, "got: {}", "得到: {}"),
        ({"got": {"type": "Point", "text": "<P>"}}, "got: <P> (Point)", "得到: <P> (Point)"),
        ({"got": {"threads": 1, "zombies": 2}}, "got: threads: 1, zombies: 2", "得到: 线程：1，僵尸进程：2"),
        (
            {"got": {"a": 1, "b": True, "c": 4}, "expected": {"a": 2}},
            "got: {'a': 1} expected: {'a': 2}",
            "得到: {'a': 1} 期望: {'a': 2}",
        ),
        ({"got": {"a": 1}, "expected": {"b": 2}}, "got: {'a': 1} expected: {'b': 2}", "得到: {'a': 1} 期望: {'b': 2}"),
        ({"signal": 11}, "signal: 11", "信号: 11"),
        ({"error": "E: x"}, "error: E: x", "错误: E: x"),
        (
            {"waits": [{"process": "child", "pid": 1, "for": ["room", "room", "data"]}]},
            ": a child process waits for room in a full pipe or queue + data from a pipe or a queue",
            ": 子进程在等：已满的管道或队列腾出空间 + 管道或队列里的数据",
        ),
        (
            {
                "waits": [
                    wait := {"thread": "A", "line": 3, "awaits": "lock", "wants": "x", "held_by": "B", "holds": ["y"]}
                ]
            },
            ": A (line 3) waits for x, held by B; itself holds y",
            ": A（第 3 行）在等 x，它在 B 手里；自己持有 y",
        ),
        (
            {"waits": [wait | {"line": None, "held_by": None, "holds": []}]},
            ": A waits for x",
            ": A 在等 x",
        ),
    ],
)
def test_evidence_is_written_as_a_student_would_write_it(found: dict[str, Any], en: str, zh: str) -> None:
    outcome = Outcome(check="test_x", code="W101", evidence=found)

    assert " ".join(": ".join(row) for row in details(outcome, "en")) == en
    assert " ".join(": ".join(row) for row in details(outcome, "zh")) == zh


def test_unknown_evidence_is_not_told() -> None:
    assert details(Outcome(check="test_x", code="W101", evidence={"path": "/home/teacher"}), "en") == []
