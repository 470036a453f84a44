"""Reports against golden files and against the shipped schema."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.model import Check, Exercise, Language, Outcome, Result, Scorebook, Text
from grader.report import REPORTERS, story
from grader.score import tally

GOLDEN = Path(__file__).parent / "golden"

STORY: list[dict[str, Any]] = [
    {"thread": "Ann", "file": "lock.py", "line": 7, "source": "x = x + 1", "action": "read", "name": "x", "value": "0"},
    {
        "thread": "Ben",
        "file": "lock.py",
        "line": 7,
        "source": "x = x + 1",
        "action": "write",
        "name": "x",
        "value": "1",
    },
    {
        "thread": "Ann\x1b[31m",
        "file": "lock.py",
        "line": None,
        "source": None,
        "action": "end",
        "name": "Ann",
        "value": None,
    },
]
WAITS = [
    {
        "thread": "Ann",
        "line": 3,
        "awaits": "lock",
        "wants": "lock_b",
        "held_by": "Ben",
        "holds": ["lock_a"],
        "cycle": True,
    },
    {
        "thread": "Ben",
        "line": 9,
        "awaits": "lock",
        "wants": "lock_a",
        "held_by": "Ann",
        "holds": ["lock_b"],
        "cycle": True,
    },
]
EXPLORED = {"executions": 4, "complete": True, "schedule": "1-h.2"}
OUTCOMES = {
    "test_passed": Outcome(check="test_passed", evidence={"explored": EXPLORED}),
    "test_race": Outcome(
        check="test_race",
        code="R101",
        evidence={"got": 5, "expected": 0, "story": STORY, "explored": EXPLORED, "line": 7},
    ),
    "test_deadlock": Outcome(check="test_deadlock", code="D201", evidence={"waits": WAITS}),
    "test_stuck": Outcome(
        check="test_stuck",
        code="D202",
        evidence={"waits": [{"process": "caller", "pid": 4711, "for": ["child", "lock"]}]},
    ),
    "test_hostile": Outcome(
        check="test_hostile",
        code="C401",
        evidence={"error": "E: ::error::\x1b]0;x\x07\u202e", "line": 2, "printed": "<b>[red]hi[/red]</b>\n"},
    ),
    "test_left": Outcome(check="test_left", code="L302", evidence={"got": {"children": 2}}),
}


def exercise(slug: str, names: list[str]) -> Exercise:
    checks = tuple(
        Check(
            name=name,
            points=2,
            visible=name == "test_passed",
            title=Text(en=f"what {name} asks", zh=f"{name} 检查什么"),
            hints=(Text(en="a nudge", zh="一点提示"),),
        )
        for name in names
    )
    module = slug.partition("_")[2]
    title = Text(en=f"About {module}", zh=f"关于 {module}")
    return Exercise(slug=slug, title=title, checks=checks, stub=Path(f"{module}.py"), tests=Path())


def book() -> Scorebook:
    full = exercise("10_full", ["test_passed"])
    mixed = exercise("20_mixed", list(OUTCOMES))
    fault = exercise("30_fault", ["test_a", "test_b"])
    absent = exercise("40_absent", ["test_a", "test_b"])
    scores = (
        tally(full, OUTCOMES.values(), 0.5),
        tally(mixed, OUTCOMES.values(), 1.25),
        tally(fault, [Outcome(check=f"test_{x}", code="G902", evidence={"reason": "it died"}) for x in "ab"]),
        tally(absent, [Outcome(check=f"test_{x}", code="S701") for x in "ab"]),
    )
    return Scorebook(results=(Result(id=".", scores=scores),), sandbox={"level": "L0", "name": "process"}, seed=7)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_terminal_report_is_as_it_was_looked_at(lang: Language) -> None:
    assert REPORTERS["terminal"](book(), lang) == (GOLDEN / f"terminal.{lang}.txt").read_text(encoding="utf-8")


def test_the_json_is_as_it_was_looked_at_and_fits_its_schema() -> None:
    text = REPORTERS["json"](book(), "en")

    assert text == (GOLDEN / "scorebook.json").read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), schema())


def test_the_schema_refuses_what_is_not_a_scorebook() -> None:
    document = json.loads(REPORTERS["json"](book(), "en"))
    document["submissions"][0]["exercises"][0]["checks"][0]["verdict"] = "lucky"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_no_report_lets_a_control_character_through(form: str) -> None:
    text = REPORTERS[form](book(), "en")

    assert not set(text) & set("\x1b\x07\r\u202e")


def test_a_story_without_its_beginning_says_so() -> None:
    steps = [{**STORY[0], "line": number} for number in range(story.MOST + 2)]

    whole, cut = list(story.end(steps[1:], "en")), list(story.end(steps, "en"))

    assert whole == list(story.lines(steps[1:], "en"))
    assert cut == ["... (earlier steps are not shown)", *whole[1:]]


def schema() -> dict[str, Any]:
    text = resources.files("grader.report").joinpath("threadlings-1.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_report, then look at the diff
    for lang in ("en", "zh"):
        (GOLDEN / f"terminal.{lang}.txt").write_text(REPORTERS["terminal"](book(), lang), encoding="utf-8")
    (GOLDEN / "scorebook.json").write_text(REPORTERS["json"](book(), "en"), encoding="utf-8")
