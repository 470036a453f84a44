"""Exports against golden files and against the readers and schemas of those who take them."""

import base64
import csv
import io
import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import jsonschema
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.export import gradescope
from grader.export.table import guarded
from grader.model import Result, Scorebook
from grader.report import REPORTERS
from tests.grader.conftest import Grade
from tests.grader.test_report import GOLDEN, book

pytestmark = pytest.mark.once

FORMS = {
    "table": "scores.csv",
    "junit": "junit.xml",
    "ctrf": "ctrf.json",
    "gradescope": "gradescope.json",
    "classroom": "classroom.txt",
}
SCHEMA = Path(__file__).parents[1] / "node_modules" / "ctrf" / "dist" / "ctrf-schema-0.0.json"


def render(module: str, scores: Scorebook) -> str:
    text: str = import_module(f"grader.export.{module}").render(scores, "en")
    return text


def named(id_: str) -> Scorebook:
    return replace(book(), results=tuple(Result(id=id_, scores=one.scores) for one in book().results))


@pytest.mark.parametrize("module", FORMS)
def test_an_export_is_as_it_was_looked_at(module: str) -> None:
    assert render(module, book()) == (GOLDEN / FORMS[module]).read_text(encoding="utf-8")


def test_junit_is_read_back_by_junitparser() -> None:
    suites = list(junitparser.JUnitXml.fromstring(render("junit", book()).encode()))

    assert [(s.name, s.tests, s.failures, s.errors) for s in suites] == [
        ("10_full", 1, 0, 0),
        ("20_mixed", 6, 5, 0),
        ("30_fault", 2, 0, 2),
        ("40_absent", 2, 2, 0),
    ]
    race = list(suites[1])[1]
    assert isinstance(race, junitparser.TestCase)
    assert race.result[0].type == "R101"
    properties = race.child(junitparser.Properties)  # type: ignore[no-untyped-call]
    assert properties is not None
    assert [(p.name, p.value) for p in properties][:2] == [("points", "0"), ("max_points", "2")]


@pytest.mark.skipif(not SCHEMA.exists(), reason="CTRF's schema comes from npm: npm install --prefix tests")
def test_ctrf_fits_its_own_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))

    found = json.loads(render("ctrf", book()))

    jsonschema.Draft7Validator(schema).validate(found)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(found | {"reportFormat": "x"})


def test_ctrf_counts_what_it_lists() -> None:
    results = json.loads(render("ctrf", book()))["results"]

    assert results["summary"] == {
        "tests": 11, "passed": 2, "failed": 7, "skipped": 0, "pending": 0, "other": 2, "start": 0, "stop": 0,
    }  # fmt: skip


def test_classrooms_reporter_finds_a_number_in_every_score() -> None:
    found = json.loads(base64.b64decode(render("classroom", book())))

    assert (found["version"], found["status"], found["max_score"]) == (3, "error", 22)
    assert all(type(one["score"]) is int for one in found["tests"])
    assert sum(one["score"] for one in found["tests"]) == 4
    assert {one["status"] for one in found["tests"]} == {"pass", "fail", "error"}


def test_gradescope_gets_no_number_as_long_as_anything_is_missing() -> None:
    ungraded = json.loads(render("gradescope", book()))
    whole = json.loads(render("gradescope", graded()))

    assert "score" not in ungraded
    assert not any("score" in one for one in ungraded["tests"])
    assert "there is no score yet" in ungraded["output"]
    assert sum(one["extra_data"]["points"] for one in ungraded["tests"]) == 4
    assert (whole["score"], whole["execution_time"], whole["output"]) == (4, 1.75, "")
    assert sum(one["score"] for one in whole["tests"]) == 4


TEXT, NUMBER = {"type": "string"}, {"type": "number", "minimum": 0}
ABOUT = {"output": TEXT, "extra_data": {"type": "object"}, "visibility": {"const": "visible"}}
FORM = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tests"],
    "properties": {
        **ABOUT,
        "score": NUMBER,
        "execution_time": NUMBER,
        "output_format": FORM,
        "test_output_format": FORM,
        "test_name_format": FORM,
        "stdout_visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    **ABOUT,
                    "score": NUMBER,
                    "max_score": NUMBER,
                    "name": TEXT,
                    "number": TEXT,
                    "status": {"enum": ["passed", "failed"]},
                },
            },
        },
    },
}
"""What the specification of Gradescope's autograders says of the fields that we write."""


def test_gradescope_knows_every_field_by_its_name_and_type() -> None:
    for page in (
        render("gradescope", book()),
        render("gradescope", graded()),
        gradescope.so_far(Result(id=".", scores=()), 5, "zh"),
    ):
        jsonschema.validate(json.loads(page), GRADESCOPE)


def graded() -> Scorebook:
    """The book without what could not be graded."""
    (result,) = book().results
    return replace(book(), results=(replace(result, scores=tuple(one for one in result.scores if not one.ungraded)),))


@pytest.mark.parametrize("module", ["gradescope", "classroom"])
def test_a_platform_for_one_submission_refuses_a_class(module: str) -> None:
    whole = replace(book(), results=(*book().results, *book().results))

    with pytest.raises(UsageError, match="takes one submission, and this report has 2; name one with --student"):
        render(module, whole)


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_the_table_keeps_its_form(id_: str) -> None:
    rows = list(csv.reader(io.StringIO(render("table", named(id_)))))

    assert [len(row) for row in rows] == [7, 7]
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@given(st.text(max_size=20))
def test_xml_stays_xml_whatever_a_submission_is_called(id_: str) -> None:
    (first, *_) = junitparser.JUnitXml.fromstring(render("junit", named(id_)).encode())

    assert first.name is not None
    assert first.name.endswith("10_full")


@pytest.mark.parametrize("module", FORMS)
@given(st.text(max_size=20))
def test_no_export_lets_a_control_character_through(module: str, id_: str) -> None:
    assert not set(render(module, named(id_))) & set("\x00\x1b\x07\x85\u2028\u202e\ufffe")


def test_guarding_leaves_ordinary_names_alone() -> None:
    assert [guarded(name) for name in ("Ann", "王", "a=b", "=1+1", "＝1", " @x", "")] == [
        "Ann", "王", "a=b", "'=1+1", "'＝1", "' @x", "",
    ]  # fmt: skip


def test_the_command_writes_once_and_says_what_is_wrong(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "scores.json").write_text(REPORTERS["json"](book(), "en"), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")

    assert grade("export", "csv", "scores.json", "--out", "scores.csv").returncode == 0
    assert (tmp_path / "scores.csv").read_text(encoding="utf-8") == (GOLDEN / "scores.csv").read_text(encoding="utf-8")
    for words, says in [
        (("csv", "scores.json", "--out", "scores.csv"), "--force replaces it"),
        (("csv", "bad.json"), "is no report of this grader"),
        (("csv", "nowhere.json"), "cannot be read as a report"),
        (("zebra", "scores.json"), "invalid choice"),
    ]:
        done = grade("export", *words)
        assert (done.returncode, says in done.stderr) == (2, True), done.stderr


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_exports, then look at the diff
    for module, name in FORMS.items():
        (GOLDEN / name).write_text(render(module, book()), encoding="utf-8")
