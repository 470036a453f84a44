"""The scores as Markdown: a table of the exercises, or of the submissions."""

import re

from grader.model import Language, Result, Scorebook
from grader.pages.words import WORDS
from grader.report.safe import clean, inert
from grader.report.terminal import next_step

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:$^=])")


def render(book: Scorebook, lang: Language) -> str:
    """Return a summary of one submission, or a table of several."""
    results = tuple(book.results)
    text = one(results[0], book.hidden, lang) if len(results) == 1 else several(results, lang)
    return inert(text)


def one(result: Result, hidden: int, lang: Language) -> str:
    """Return one submission: a row for each exercise, and the next step."""
    say = WORDS[lang]
    name = "" if result.id == "." else f" {inline(result.id)}"
    rows = [f"| {say['exercise']} | {say['points']} | |", "|---|---:|---|"]
    for score in result.scores:
        points = "–" if score.ungraded else str(score.points)
        codes = ", ".join(dict.fromkeys(outcome.code for outcome in score.outcomes if outcome.code))
        title = inline(score.exercise.title.within(lang))
        rows.append(f"| {title} | {points} / {score.exercise.max_score} | {codes or '✔'} |")
    head = f"## {say['student']}{name}: {result.points} / {result.max_points}"
    return "\n".join([head, "", *rows, "", inline(next_step(result, hidden, lang)), ""])


def several(results: tuple[Result, ...], lang: Language) -> str:
    """Return a row for each submission."""
    say = WORDS[lang]
    rows = [f"| {say['submission']} | {say['score']} | |", "|---|---:|---|"]
    for result in results:
        codes = ", ".join(sorted({o.code for score in result.scores for o in score.outcomes if o.code}))
        rows.append(f"| {inline(result.id)} | {result.points} / {result.max_points} | {codes or '✔'} |")
    return "\n".join([f"## {say['class']}", "", *rows, ""])


def inline(text: str) -> str:
    """Return a text on one line that is no markup: every sign that could begin some is escaped."""
    return SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))
