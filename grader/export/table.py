"""A table for a spreadsheet: one row for each submission, one column for each exercise."""

import csv
import io
import unicodedata
from collections.abc import Sequence

from grader.model import Language, Result, Score, Scorebook
from grader.report.safe import clean

FORMULA = "=+-@"


def render(book: Scorebook, lang: Language) -> str:  # noqa: ARG001  (a program reads the head of the table)
    """Return the scores as CSV; a cell stays empty where something could not be graded."""
    slugs = tuple(dict.fromkeys(score.exercise.slug for result in book.results for score in result.scores))
    page = io.StringIO()
    table = csv.writer(page, lineterminator="\n")
    table.writerow(["submission", *slugs, "score", "max_score"])
    table.writerows(row(result, slugs) for result in book.results)
    return page.getvalue()


def row(result: Result, slugs: Sequence[str]) -> list[str]:
    """Return one submission's row."""
    scores = {score.exercise.slug: score for score in result.scores}
    whole = not any(score.ungraded for score in result.scores)
    cells = [points(scores.get(slug)) for slug in slugs]
    return [guarded(result.id), *cells, str(result.points) if whole else "", str(result.max_points)]


def points(score: Score | None) -> str:
    """Return the points of one exercise, nothing where there is no score."""
    return "" if score is None or score.ungraded else str(score.points)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; some read the wide forms of the signs as well."""
    harmless = clean(text)
    first = unicodedata.normalize("NFKC", harmless.lstrip()[:1])
    return f"'{harmless}" if (first and first[0] in FORMULA) or harmless[:1] in ("\t", "\n") else harmless
