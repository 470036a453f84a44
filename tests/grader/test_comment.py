"""The comment on a pull request: what is believed of a result, and what the comment says."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import catalog
from grader.errors import UsageError
from grader.report import comment
from grader.report.comment import render, untrusted
from tests.grader.conftest import COURSE, Grade
from tests.grader.test_report import GOLDEN, book

pytestmark = pytest.mark.once


def test_the_comment_is_as_it_was_looked_at() -> None:
    assert render(book()) == (GOLDEN / "comment.md").read_text(encoding="utf-8")


def test_a_result_becomes_a_comment_on_the_command_line(grade: Grade, tmp_path: Path) -> None:
    made = grade(COURSE / "exercises", "--format", "github", "--json", "result.json", "--course", COURSE)

    done = grade("report", "--from-untrusted", "result.json", "--course", COURSE)

    assert made.returncode == 1
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{comment.MARKER}\n### Score · 成绩: 0 / 9\n")
    assert "open 10&#95;first&#95;steps&#47;first&#95;steps&#46;py" in done.stdout
    assert "::error file=exercises/10_first_steps/first_steps.py" in made.stdout


def test_a_file_that_is_not_there_or_no_result_is_said_in_a_sentence(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}")

    for name in ("nowhere.json", "bad.json"):
        done = grade("report", "--from-untrusted", name, "--course", COURSE)

        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


@given(st.binary() | st.recursive(st.none() | st.text(), st.lists).map(lambda said: json.dumps(said).encode()))
def test_whatever_a_stranger_sends_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UsageError):
        untrusted(data, catalog.load(COURSE))


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_comment, then look at the diff
    (GOLDEN / "comment.md").write_text(render(book()), encoding="utf-8")
