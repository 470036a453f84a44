"""What is read back is what was written; what is none of ours is refused in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.model import Check, Exercise, Outcome, Result, Scorebook, Text
from grader.report import REPORTERS
from grader.report.reading import read
from grader.report.safe import clean
from grader.score import tally
from tests.grader.test_report import book

pytestmark = pytest.mark.once

WORDS = st.text(min_size=1, max_size=12).map(clean)
TEXTS = st.builds(lambda en, zh: Text(en=en, zh=zh), WORDS, WORDS)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
EXPLORED = st.builds(
    lambda n, complete: {"executions": n, "complete": complete, "schedule": "1"}, st.integers(1, 999), st.booleans()
)
CODES = st.sampled_from(["W101", "R101", "D201", "L302", "C401", "T502", "P601", "P602", "S701", "G902"])
SECONDS = st.integers(0, 10**6).map(lambda n: n / 1000)
NAMES = st.lists(st.from_regex(r"test_[a-z]{1,6}", fullmatch=True), min_size=1, max_size=4, unique=True)


@st.composite
def evidence(draw: st.DrawFn) -> dict[str, Any]:
    found = draw(st.dictionaries(WORDS, PLAIN, max_size=3))
    found |= draw(st.fixed_dictionaries({}, optional={"line": st.integers(1, 99), "explored": EXPLORED}))
    return found


@st.composite
def scores(draw: st.DrawFn, slug: str) -> Any:
    names = draw(NAMES)
    codes = {name: draw(st.none() | CODES) for name in names}
    checks = tuple(
        Check(
            name=name,
            points=draw(st.integers(0, 9)),
            visible=draw(st.booleans()),
            title=draw(TEXTS),
            hints=tuple(draw(st.lists(TEXTS, max_size=2)))
            if codes[name]
            else (),  # only those that are of use are kept
        )
        for name in names
    )
    found = [Outcome(check=n, code=codes[n], evidence=draw(evidence()), seconds=draw(SECONDS)) for n in names]
    file = Path(slug, f"{slug.partition('_')[2]}.py")
    exercise = Exercise(slug=slug, title=draw(TEXTS), checks=checks, stub=file, tests=Path())
    return tally(exercise, found, draw(SECONDS))


@st.composite
def books(draw: st.DrawFn) -> Scorebook:
    ids = draw(st.lists(WORDS, max_size=3, unique=True))
    slugs = draw(st.lists(st.sampled_from(["10_one", "20_two", "30_three"]), max_size=2, unique=True))
    results = tuple(Result(id=one, scores=tuple(draw(scores(slug)) for slug in slugs)) for one in ids)
    return Scorebook(results=results, sandbox={"level": "L2", "name": draw(WORDS)}, seed=draw(st.integers(0)))


@given(books())
def test_what_is_read_back_is_what_was_written(written: Scorebook) -> None:
    text = REPORTERS["json"](written, "en")

    found = read(text, "scores.json")

    assert REPORTERS["json"](found, "en") == text
    assert found == written


def test_hostile_text_comes_back_as_the_harmless_text_that_was_written() -> None:
    text = REPORTERS["json"](book(), "en")

    assert REPORTERS["json"](read(text, "scores.json"), "en") == text


def test_a_report_that_was_read_back_reads_the_same_at_the_terminal() -> None:
    text = REPORTERS["json"](book(), "en")

    for lang in ("en", "zh"):
        assert REPORTERS["terminal"](read(text, "scores.json"), lang) == REPORTERS["terminal"](book(), lang)


def changed(change: Callable[[Any], object]) -> str:
    data = json.loads(REPORTERS["json"](book(), "en"))
    change(data)
    return json.dumps(data)


def twice(data: Any) -> None:
    data["submissions"] *= 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[NaN]", "NaN is not a number"),
        ("[" + "9" * 5000 + "]", "is no report of this grader"),
        ("{}", "must contain"),
        ('"x"', "must be object"),
        ('{"schema": "threadlings/2"}', "is no report of this grader"),
        (changed(lambda data: data.update(seed="7")), "data.seed must be integer"),
        (changed(twice), "two submissions called '.'"),
        (changed(lambda data: data["submissions"][0].update(score=99)), "submissions[0].score does not fit the rest"),
        (changed(lambda data: data["submissions"][0].update(id="\x1b")), "submissions[0].id does not fit the rest"),
        (
            changed(lambda data: data["submissions"][0]["exercises"][1]["checks"][1].update(points=2)),
            "submissions[0].exercises[1].checks[1].points does not fit the rest",
        ),
        (
            changed(lambda data: data["submissions"][0]["exercises"][1]["checks"][1].update(code=None)),
            "was changed after it was written",
        ),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read(text, "scores.json")

    assert says in str(refusal.value)
    assert "'scores.json'" in str(refusal.value)
    assert len(str(refusal.value)) < 500
