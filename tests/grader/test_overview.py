"""A class in figures, derived by hand; other points for the same outcomes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import weights
from grader.errors import UsageError
from grader.model import Outcome, Result, Scorebook
from grader.overview import overview
from grader.report import REPORTERS, figures
from grader.score import tally
from tests.grader.conftest import Grade
from tests.grader.test_report import GOLDEN, book, exercise

pytestmark = pytest.mark.once

TEN = exercise("10_ten", [f"test_{n}" for n in range(10)])  # 2 points each


def result(id_: str, *codes: str | None) -> Result:
    """Return a submission with the given codes, and everything else passed."""
    given_ = (*codes, *[None] * (10 - len(codes)))
    found = [Outcome(check=f"test_{n}", code=code, seconds=1.0) for n, code in enumerate(given_)]
    return Result(id=id_, scores=(tally(TEN, found),))


def class_of(*results: Result) -> Scorebook:
    return Scorebook(results=results, sandbox={"level": "L0", "name": "process"}, seed=7)


SEVERAL = class_of(
    result("full"),
    result("near", "W101"),
    result("race", "R101", "R101", "W101"),
    result("none", *["S701"] * 10),
    result("fault", "G902", "R101"),
    result("=cheat\x1b", "P601"),
)


def test_the_figures_are_those_that_one_counts_by_hand() -> None:
    found = overview(SEVERAL)

    assert (found.submissions, found.max_points, found.full) == (6, 20, 1)
    assert found.mean == (20 + 18 + 14 + 0 + 16 + 0) / 6
    assert found.median == (14 + 16) / 2
    assert found.bins == (2, 0, 0, 0, 0, 0, 0, 1, 1, 2)
    assert found.mistakes == (("R101", 2), ("W101", 2), ("G902", 1), ("P601", 1), ("S701", 1))


def test_a_fault_of_ours_says_nothing_about_a_check() -> None:
    first, second, *_ = overview(SEVERAL).asked

    assert (first.passed, first.graded, first.seconds) == (1, 5, 1.0)
    assert (second.passed, second.graded) == (2, 6)


def test_a_person_looks_at_faults_violations_and_near_misses_but_not_at_no_work() -> None:
    assert dict(overview(SEVERAL).look) == {"near": ("near",), "fault": ("G902",), "=cheat\x1b": ("P601",)}


def test_checks_that_nobody_or_everybody_passes_are_named() -> None:
    found = overview(class_of(result("a", "W101"), result("b", "W102")))

    assert [one.check.name for one in found.nobody] == ["test_0"]
    assert len(found.everybody) == 9


def test_no_submissions_at_all_are_fine() -> None:
    found = overview(class_of())

    assert (found.submissions, found.mean, found.asked) == (0, 0.0, ())
    assert figures.render(found, "en").startswith("0 submissions")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figures_at_the_terminal_are_as_they_were_looked_at(lang: str) -> None:
    text = figures.render(overview(SEVERAL), "zh" if lang == "zh" else "en")

    assert text == (GOLDEN / f"figures.{lang}.txt").read_text(encoding="utf-8")
    assert "\x1b" not in text


def test_other_points_make_other_scores_and_zero_takes_a_check_out() -> None:
    book = weights.regrade(SEVERAL, {"10_ten": {"test_0": 0, "test_1": 5}})

    assert [(r.id, r.points, r.max_points) for r in book.results][:3] == [
        ("full", 21, 21),
        ("near", 21, 21),
        ("race", 14, 21),
    ]


@given(st.dictionaries(st.sampled_from([f"test_{n}" for n in range(10)]), st.integers(0, 99)))
def test_points_are_the_sum_of_the_weights_that_passed(given_: dict[str, int]) -> None:
    (found,) = weights.regrade(class_of(result("x", "W101", None, "R101")), {"10_ten": given_}).results

    assert found.points == sum(given_.get(f"test_{n}", 2) for n in range(10) if n not in {0, 2})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = [", "cannot be read as weights"),
        ("10_ten = 3", "write lines like 60_lock_balance.test_name = 3"),
        ("10_ten.test_1 = -1", "10_ten.test_1 = -1 is no weight"),
        ("10_ten.test_1 = 1.5", "10_ten.test_1 = 1.5 is no weight"),
        ("10_ten.test_1 = true", "10_ten.test_1 = True is no weight"),
        ("10_ten.test_1.x = 1", "10_ten.test_1 = {'x': 1} is no weight"),
        ("10_tin.test_1 = 1", "speak of '10_tin', and the report only of 10_ten"),
        ("10_ten.test_x = 1", "speak of 10_ten.test_x, and the report only of test_0"),
    ],
)
def test_weights_that_make_no_sense_get_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "w.toml").write_text(text, encoding="utf-8")

    with pytest.raises(UsageError) as refusal:
        weights.regrade(SEVERAL, weights.load(tmp_path / "w.toml"))

    assert says in str(refusal.value)


def test_the_commands_work_on_a_saved_report(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "scores.json").write_text(REPORTERS["json"](book(), "en"), encoding="utf-8")
    (tmp_path / "w.toml").write_text("10_full.test_passed = 7\n", encoding="utf-8")

    done = grade("regrade", "--weights", "w.toml", "scores.json", "--out", "new.json")
    again = grade("regrade", "--weights", "w.toml", "scores.json", "--out", "new.json")
    stats = grade("stats", "new.json")

    assert (done.returncode, again.returncode) == (0, 2), done.stderr
    assert "--force" in again.stderr
    assert stats.stdout.startswith("1 submissions · mean 9.0 of 27")


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_overview, then look at the diff
    for lang in ("en", "zh"):
        text = figures.render(overview(SEVERAL), "zh" if lang == "zh" else "en")
        (GOLDEN / f"figures.{lang}.txt").write_text(text, encoding="utf-8")
