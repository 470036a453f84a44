"""Whatever a student controls, in every report and export: it never comes out active, is parsed, and can still be read.

Each form is read by its own reader, and what that finds must have the same structure as with a plain word in every
place: then nothing of the text was markup. What real browsers make of it stands in test_pages.py.
"""

import base64
import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

import junitparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.export import canvas, sheet, table
from grader.model import LANGUAGES, Language, Outcome, Result, Scorebook
from grader.overview import overview
from grader.pages import html, markdown
from grader.report import REPORTERS, cell, exploration, figures, github, roll
from grader.report.reading import read
from grader.report.safe import clean, harmless
from grader.report.story import lines as story_lines
from grader.score import tally
from tests.grader.test_markup import hostile_book
from tests.grader.test_report import exercise

pytestmark = pytest.mark.once

PIECES = (
    "\x1b[2J", "\x1b]0;t\x07", "\x9b31m", "\x00", "\x08", "\r", "\n", "\t", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff", "\ufffe", "\ud800", "\U000e0041",
    "<script>", "</code>", "<!--", "-->", "]]>", "&lt;", "&", '"', "'", "</pre>", "<b onclick=x>", "|", "`", "```", "**", "[x](javascript:y)", "![x](y)", "# ", "- ",
    "http://x.y", "@all", "::error::", "\n::stop-commands::x", "##[error]", "%0A", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", ",", ";", "{0}", "{line}", "%s", "$x$", "[red]", "\\x1b",
)  # fmt: skip
PARTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=3), min_size=1, max_size=4).map(
    lambda parts: "".join(parts)[:28]  # so short that no form has to shorten it
)
HOSTILE = PARTS.filter(str.strip)  # of what is blank nothing is shown
LANGS = st.sampled_from(LANGUAGES)
FEW = settings(max_examples=25, deadline=None)
COMMAND = re.compile(r"^\s*::(?!error file=exercises/)|##\[", re.MULTILINE)


def names(text: str) -> Scorebook:
    """Return a class of three, one of whom is called `text`, with hostile text in all that they have handed in."""
    (one,) = hostile_book(text, 4).results
    return replace(
        hostile_book(text, 4), results=tuple(Result(id=name, scores=one.scores) for name in (text, "ann", "王芳"))
    )


def letters(text: str) -> str:
    """Return what of a text must be found again, however a form wraps lines and shields signs: letters and digits."""
    bare = re.sub(r"\\(x3a|x23|n|t)", "", re.sub(r"\s", "", clean(text)))
    return "".join(char for char in bare if char.isalnum() and char.isascii())


def inactive(page: str) -> None:
    """No control reaches a terminal, and no command GitHub's runner."""
    assert all(harmless(char) for char in page)
    assert not COMMAND.search(page)


def single(form: str, lang: Language) -> Callable[[Scorebook], str]:
    """Return what renders a report on one submission."""
    if form in REPORTERS:
        return lambda book: REPORTERS[form](book, lang)
    if form == "summary":
        return lambda book: github.summary(book, lang)
    if form == "page":
        return lambda book: html.student(book, next(iter(book.results)), lang)
    if form == "markdown":
        return lambda book: markdown.render(book, lang)
    module = import_module(f"grader.export.{form}")
    return lambda book: str(module.render(book, lang))


def several(form: str, lang: Language) -> Callable[[str], str]:
    """Return what renders a class one of whom is called as a text says."""
    render = html.class_ if form == "page" else markdown.render
    return lambda text: render(names(text), lang)


def of_text(render: Callable[[Scorebook], str]) -> Callable[[str], str]:
    """Return what renders a submission that says a text everywhere."""
    return lambda text: render(hostile_book(text, 4))


@FEW
@given(HOSTILE, LANGS, st.sampled_from(["terminal", "github"]))
def test_a_report_for_people_shows_the_text_and_does_nothing(text: str, lang: Language, form: str) -> None:
    page = single(form, lang)(hostile_book(text, 4))

    inactive(page)
    assert letters(text) in letters(page)


@FEW
@given(HOSTILE)
def test_the_json_is_read_back_and_says_the_same(text: str) -> None:
    page = REPORTERS["json"](names(text), "en")

    again = read(page, "report.json")

    inactive(page)
    assert REPORTERS["json"](again, "en") == page
    assert [one.id for one in again.results] == [clean(text), "ann", "王芳"]
    assert {outcome.evidence["error"] for one in again.results for outcome in one.scores[0].outcomes} == {clean(text)}


@FEW
@given(HOSTILE, LANGS, st.sampled_from(["gradescope", "ctrf", "classroom"]))
def test_what_is_json_for_a_platform_keeps_its_form(text: str, lang: Language, form: str) -> None:
    render = single(form, lang)

    found, plain = (document(form, render(hostile_book(said, 4))) for said in (text, "x"))

    assert form_of(found) == form_of(plain)
    for said in texts(found):
        inactive(said)
    assert letters(text) in letters("".join(texts(found)))


def document(form: str, page: str) -> Any:
    return json.loads(
        base64.b64decode(page, validate=False) if form == "classroom" else page, parse_constant=pytest.fail
    )


def form_of(value: Any) -> Any:
    """Return the structure of JSON data: keys, lengths and types."""
    if isinstance(value, dict):
        return {key: form_of(part) for key, part in value.items()}
    return [form_of(part) for part in value] if isinstance(value, list) else type(value).__name__


def texts(value: Any) -> Iterator[str]:
    """Give every text in JSON data."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


@FEW
@given(HOSTILE, LANGS)
def test_junit_is_read_by_its_reader_and_keeps_its_form(text: str, lang: Language) -> None:
    render = single("junit", lang)

    suites = list(junitparser.JUnitXml.fromstring(render(names(text)).encode()))

    assert [(len(list(suite)), suite.failures) for suite in suites] == [(3, 3)] * 3
    said = "".join(str(case.result[0].text) for case in suites[0])
    inactive(said)
    assert letters(text) in letters(said)
    assert suites[0].name == f"{clean(text)}/20_mixed"


@FEW
@given(HOSTILE)
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(table.render(names(text), "en"))))

    assert [len(row) for row in rows] == [4] * 4
    first = unicodedata.normalize("NFKC", rows[1][0].strip()[:1])
    assert first not in tuple("=+-@")
    assert letters(text) in letters(rows[1][0])


@FEW
@given(HOSTILE, LANGS, st.sampled_from(["summary", "markdown", "class"]))
def test_markdown_has_the_structure_that_it_has_without_the_text(text: str, lang: Language, form: str) -> None:
    dialect = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    make = several("markdown", lang) if form == "class" else of_text(single(form, lang))

    found, plain = Skeleton(dialect.render(make(text))), Skeleton(dialect.render(make("x")))

    assert found.tags == plain.tags
    inactive(make(text))
    assert letters(text) in letters(found.text)


@FEW
@given(HOSTILE, LANGS, st.sampled_from(["page", "class"]))
def test_a_page_has_the_structure_that_it_has_without_the_text(text: str, lang: Language, form: str) -> None:
    make = several("page", lang) if form == "class" else of_text(single(form, lang))

    found, plain = Skeleton(make(text)), Skeleton(make("x"))

    assert found.tags == plain.tags
    assert all(harmless(char) for char in make(text))
    assert letters(text) in letters(found.text)


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, comments too, and all its text apart from that."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("/", tag))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment",))

    def handle_data(self, data: str) -> None:
        self.text += data


@FEW
@given(HOSTILE, LANGS)
def test_a_list_of_a_class_has_a_line_for_each_whatever_they_are_called(text: str, lang: Language) -> None:
    book, plain = names(text), names("x")

    lines = list(roll.lines(replace(book, notices=(text,)), lang))
    shown = figures.render(overview(book), lang)

    inactive("".join(lines) + shown)
    assert [line.count("\n") for line in lines[:3]] == [1, 1, 1]
    assert len(shown.splitlines()) == len(figures.render(overview(plain), lang).splitlines())
    assert letters(text) in letters(lines[0])


@FEW
@given(HOSTILE, LANGS)
def test_a_step_of_a_story_is_one_line_whatever_a_thread_is_called(text: str, lang: Language) -> None:
    story = hostile_book(text, 4).results[0].scores[0].outcomes[0].evidence["story"]  # type: ignore[index]

    lines = list(story_lines([*story, *story], lang))

    assert len("\n".join(lines).splitlines()) == 2


@FEW
@given(HOSTILE, LANGS)
def test_a_cell_of_a_notebook_shows_the_text_and_does_nothing(text: str, lang: Language) -> None:
    (result,) = hostile_book(text, 4).results
    (score,) = result.scores

    page = cell.render(score.exercise, score.exercise.checks[0], score.outcomes[0], lang)

    inactive(page)
    assert letters(text) in letters(page)


@FEW
@given(HOSTILE, LANGS, st.sampled_from(["terminal", "json"]))
def test_what_was_explored_is_shown_and_does_nothing(text: str, lang: Language, form: str) -> None:
    evidence = hostile_book(text, 4).results[0].scores[0].outcomes[0].evidence  # type: ignore[index]
    bad = {"kind": "deadlock", "value": text, "error": text, "executions": 1, "schedule": "1", "line": 3}
    died = [{"thread": text, "error": text}]
    one = {**bad, "threads": died, "waits": evidence["waits"], "story": evidence["story"]}
    about = {"file": text, "call": "main", "search": "dpor", "complete": True, "executions": 2, "endings": "all"}

    page = exploration.RENDERERS[form]({**about, "outcomes": [one, {**one, "error": None}]}, lang)

    inactive(page)
    assert letters(text) in letters(page if form == "terminal" else "".join(texts(json.loads(page))))


@FEW
@given(HOSTILE)
def test_a_gradebook_of_canvas_gets_points_and_no_text(text: str) -> None:
    asked = exercise("20_mixed", ["test_a"])
    rows = [
        ["Student", "ID", "Section", "20_mixed (7)"],
        ["Points Possible", "", "", "2"],
        [clean(text), "1", "s", ""],
        ["ann", "2", "s", ""],
    ]
    page = io.StringIO(newline="")
    csv.writer(page).writerows(rows)
    template = sheet.read(page.getvalue().encode(), "export.csv")
    book = replace(
        names(text),
        results=tuple(Result(id=name, scores=(tally(asked, [Outcome(check="test_a")]),)) for name in (text, "ann")),
    )

    filled = canvas.fill(template, book, canvas.a_column_each(template, [asked]), partial=True, scale=False)

    again = list(csv.reader(io.StringIO(filled.text, newline="")))
    assert [row[:3] for row in again] == [row[:3] for row in rows]
    assert {row[3] for row in again[2:]} <= {"", "2.00"}
    inactive(canvas.listed(filled.strangers))
