"""Hostile text shows itself and does nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.safe import clean, inert, short


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b2J", "\\x9b2J"),  # C1: the one-character form of ESC [
        ("good\rbad", "good\\rbad"),
        ("a\x08b\x00c\x7f", "a\\x08b\\x00c\\x7f"),
        ("\u202eevil\u2066\u2069\u200f\u061c", "\\u202eevil\\u2066\\u2069\\u200f\\u061c"),
        ("a\u200bb\ufeffc", "a\\u200bb\\ufeffc"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),  # a tag character: invisible
    ],
)
def test_controls_bidi_marks_and_surrogates_become_visible(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


def test_ordinary_text_of_any_language_stays() -> None:
    assert clean("balance = 余额\n\t“é” 🐍 ملف") == "balance = 余额\n\t“é” 🐍 ملف"


@given(st.text(st.characters()))
def test_no_control_survives(text: str) -> None:
    safe = clean(text)

    assert all(char in "\n\t" or char.isprintable() or char.isspace() for char in safe)
    assert not set(safe) & set("\r\x0b\x0c\x1b\x1c\x1d\x1e\x85\x9b\u2028\u2029")
    safe.encode()


@given(st.text(st.characters()))
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("a\n \t ::set-output name=a::b\n::", "a\n \t \\x3a:set-output name=a::b\n\\x3a:"),
        ("x ##[error]y", "x #\\x23[error]y"),
        ("x[::2] a::b ## [c]", "x[::2] a::b ## [c]"),
    ],
)
def test_no_line_of_a_page_commands_a_github_runner(page: str, shown: str) -> None:
    assert inert(page) == shown


def test_of_many_lines_the_last_are_kept() -> None:
    told = "".join(f"  File {number}\n" for number in range(100)) + "ValueError: what went wrong\n"

    kept = short(told, 60)

    assert len(kept) <= 60
    assert kept.startswith("…")
    assert kept.endswith("\nValueError: what went wrong")
    assert short("x" * 100, 60) == "x" * 59 + "…"
