"""Hostile text shows itself and does nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from grader.report.safe import clean


def test_terminal_controls_bidi_marks_and_surrogates_become_visible() -> None:
    assert clean("a\x1b[31m\u202eb\ud800\x07\r") == "a\\x1b[31m\\u202eb\\ud800\\x07\\r"


def test_ordinary_text_of_any_language_stays() -> None:
    assert clean("balance = 余额\n\t“é”") == "balance = 余额\n\t“é”"


@given(st.text(st.characters()))
def test_no_control_survives(text: str) -> None:
    assert all(char in "\n\t" or char.isprintable() or char.isspace() for char in clean(text))
    clean(text).encode()
