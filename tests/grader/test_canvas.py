"""A teacher's own export of Canvas's gradebook comes back with scores in it, and with nothing else changed."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.export import canvas, sheet
from grader.export.canvas import Filled
from grader.model import Outcome, Result, Scorebook
from grader.report import REPORTERS
from grader.score import tally
from tests.grader.conftest import Grade
from tests.grader.test_report import GOLDEN, OUTCOMES, book, exercise

pytestmark = pytest.mark.once

EXPORT = GOLDEN / "canvas.export.csv"
EXERCISES = (exercise("10_full", ["test_passed"]), exercise("20_mixed", list(OUTCOMES)))


def klass(*ids: str) -> Scorebook:
    """Everybody has 2 of 2 and 2 of 12 points."""
    scores = tuple(tally(one, OUTCOMES.values()) for one in EXERCISES)
    return replace(book(), results=tuple(Result(id=id_, scores=scores) for id_ in ids))


def page(text: str | None = None) -> sheet.Sheet:
    return sheet.read(EXPORT.read_bytes() if text is None else text.encode(), "export.csv")


def filled(results: Scorebook, *, partial: bool = False, template: sheet.Sheet | None = None) -> Filled:
    template = template or page()
    return canvas.fill(template, results, canvas.a_column_each(template, EXERCISES), partial=partial, scale=False)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def small(students: Sequence[str], *, assignments: str = "10_full (1),20_mixed (2)") -> str:
    return "\n".join([f"Student,ID,SIS Login ID,Section,{assignments}", *students]) + "\n"


def test_the_filled_export_is_as_it_was_looked_at() -> None:
    found = filled(klass("ann@uni.example", "9002", "U-19"))

    assert found.text == (GOLDEN / "canvas.csv").read_text(encoding="utf-8")
    assert (found.scores, found.kept, found.without) == (5, ("9002",), ("Late, Dan",))


def test_an_export_without_new_scores_is_written_as_it_was_read() -> None:
    assert sheet.written(page(), {}).encode() == EXPORT.read_bytes()


def test_what_was_filled_can_be_filled_again_and_stays_the_same() -> None:
    once = filled(klass("9001", "9002", "9003")).text

    again = filled(klass("9001", "9002", "9003"), template=page(once)).text

    assert again == once


@pytest.mark.parametrize("id_", ["9001", "u-17", "ANN@uni.example", "Dörfler, Ann", "ann  dörfler"])
def test_a_student_is_found_by_whatever_canvas_calls_them(id_: str) -> None:
    row = table(filled(klass(id_)).text)[3]

    assert row[7:9] == ["2.00", "2.00"]


def test_names_in_two_columns_semicolons_and_decimal_commas_are_canvas_too() -> None:
    text = (
        "LastName;FirstName;ID;SIS Login ID;Section;10_full (1)\r\n"
        '    Points Possible;;;;;2,00\r\n"Doe; or Roe";Jane;7;j;"A, B";\r\n'
    )

    found = filled(klass("Jane Doe; or Roe"), template=page(text))

    assert found.text.splitlines()[2] == '"Doe; or Roe";Jane;7;j;A, B;2,00'
    assert found.text.count("\r\n") == 3


def test_all_points_can_go_into_one_column_at_its_scale() -> None:
    targets = canvas.one_column(page(), "404", ["10_full", "20_mixed"])

    found = canvas.fill(page(), klass("9001"), targets, partial=False, scale=True)

    assert table(found.text)[3][10] == "28.57"  # 4 of 14 points, of 100
    with pytest.raises(UsageError, match=r"has 100\.00 points in Canvas, the exercises have 14; nothing is written"):
        canvas.fill(page(), klass("9001"), targets, partial=False, scale=False)


def test_what_could_not_be_graded_is_no_score() -> None:
    broken = tally(EXERCISES[0], [Outcome(check="test_passed", code="G902")])
    results = replace(klass(), results=(Result(id="9001", scores=(broken,)),))

    found = filled(results)

    assert (found.scores, found.ungraded) == (0, ("9001",))
    assert found.text.encode() == EXPORT.read_bytes()


@pytest.mark.parametrize(
    ("students", "ids", "says"),
    [
        (["A,1,a,s,,"], ["b"], "has none of the students of these results ('b')"),
        (["A,1,a,s,,"], ["a", "b"], "has no student for 'b'; nothing is written"),
        (["A,1,a,s,,"], ["a", "1"], "the submissions 'a' and '1' are of the same student"),
        (["A,1,a,s,,", "A,2,b,s,,"], ["A"], "has 2 students called 'A'"),
        (["A,1,a,s,,", "B,1,b,s,,"], ["a"], "two students with the ID '1', in rows 2 and 3"),
        (["A,1,a,s,"], ["a"], "row 2 has 5 cells and the first row 6"),
        (['"A"b,1,a,s,,'], ["a"], "is not sound CSV"),
    ],
)
def test_students_that_do_not_fit_are_named(students: list[str], ids: list[str], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        filled(klass(*ids), template=page(small(students)))

    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("assignments", "says"),
    [
        ("10_full (1),10_FULL (2)", "has 2 assignments '10_full'; nothing is written. Name its id: --column 1 or 2"),
        ("Essay (1),10_full", "no assignment called like an exercise ('10_full', '20_mixed')"),
        ("", "nothing is written. Publish the assignment in Canvas and export again"),
    ],
)
def test_assignments_that_do_not_fit_are_named(assignments: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        filled(
            klass("a"), template=page(small([f"A,1,a,s{',' * (1 + assignments.count(','))}"], assignments=assignments))
        )

    assert says in str(caught.value)


def test_a_column_that_canvas_ignores_is_refused() -> None:
    text = small(["    Points Possible,,,,(read only),"])

    with pytest.raises(UsageError, match="'10_full' is read only"):
        canvas.a_column_each(page(text), EXERCISES)


@pytest.mark.parametrize("data", [b"", b"a,b\n", "Student,ID,Section\nJos\xe9,1,s\n".encode("latin-1"), b"\x00\xff"])
def test_what_is_no_export_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(UsageError, match="export"):
        sheet.read(data, "export.csv")


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["=1+1", "+A1", "-2", "@x", '"', ",", "a\nb", "a\r\nb", "\r", "'=1", "EX", "\x00", "", " "]
)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=4), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_no_name_and_no_note_changes_whatever_is_in_it(
    rows: list[tuple[str, str, str]], delimiter: str, ending: str
) -> None:
    written = io.StringIO(newline="")
    out = csv.writer(written, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    out.writerow(["Student", "ID", "SIS Login ID", "Section", "Notes", "10_full (1)"])
    out.writerows([[f"{name}.", n, f"login-{n}", section, note, ""] for n, (name, section, note) in enumerate(rows)])
    out.writerow(["me", "5000", "the one", "s", "", ""])

    text = filled(klass("the one"), template=page(written.getvalue())).text

    before, after = (
        list(csv.reader(io.StringIO(one, newline=""), delimiter=delimiter)) for one in (written.getvalue(), text)
    )
    assert after[:-1] == before[:-1]
    assert after[-1] == ["me", "5000", "the one", "s", "", "2.00"]


def test_the_command_fills_a_file_of_its_own_and_leaves_the_template_alone(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "scores.json").write_text(REPORTERS["json"](klass("9001", "nobody"), "en"), encoding="utf-8")
    (tmp_path / "mine.csv").write_bytes(EXPORT.read_bytes())
    words = ("export", "canvas", "scores.json", "--template", "mine.csv", "--out", "filled.csv")

    refused = grade(*words)
    assert (refused.returncode, (tmp_path / "filled.csv").exists()) == (2, False)
    assert "has no student for 'nobody'" in refused.stderr

    done = grade(*words, "--partial")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "scores written: 2",
        "'王, 小明', \"=cmd|' /C calc'!A0\", 'Late, Dan': in the export, but without a submission; left as it was",
        "'nobody': not in the export; left out",
    ]
    assert table((tmp_path / "filled.csv").read_text(encoding="utf-8"))[3][7:9] == ["2.00", "2.00"]
    assert grade(*words, "--partial").returncode == 2
    assert (tmp_path / "mine.csv").read_bytes() == EXPORT.read_bytes()


if __name__ == "__main__":  # after a change that is meant: python -m tests.grader.test_canvas, then look at the diff
    (GOLDEN / "canvas.csv").write_text(
        filled(klass("ann@uni.example", "9002", "U-19")).text, encoding="utf-8", newline=""
    )
