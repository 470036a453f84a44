"""The JSON that other programs read; its schema is `grader/report/threadlings-1.schema.json`."""

import json
from collections.abc import Iterator
from typing import Any

from grader.model import Check, Language, Outcome, Result, Score, Scorebook
from grader.report.safe import clean

VERSION = "threadlings/1"


def render(book: Scorebook, lang: Language) -> str:  # noqa: ARG001  (texts are given in both languages)
    """Return the scorebook as one JSON document of schema `threadlings/1`."""
    return "".join(chunks(book))


def chunks(book: Scorebook) -> Iterator[str]:
    """Give the document piece by piece, a submission each: those of a whole class need not fit into memory."""
    before, _, after = dumped({**about(book), "submissions": []}).rpartition("[]")
    yield before
    gap = "["
    for result in book.results:
        yield gap + "\n  " + dumped(submission(result)).replace("\n", "\n  ")
        gap = ","
    yield ("[]" if gap == "[" else "\n ]") + after + "\n"


def dumped(data: Any) -> str:
    """Return data as JSON that is no command of GitHub's runner."""
    return json.dumps(data, ensure_ascii=False, indent=1).replace("##[", "#\\u0023[")


def document(book: Scorebook) -> dict[str, Any]:
    """Return the scorebook as plain data."""
    return {**about(book), "submissions": [submission(result) for result in book.results]}


def about(book: Scorebook) -> dict[str, Any]:
    """Return what is true of all submissions of a scorebook."""
    return {
        "schema": VERSION,
        "sandbox": dict(book.sandbox),
        "seed": book.seed,
        "trusted": book.trusted,
        "checks": "visible" if book.hidden else "all",
    }


def submission(result: Result) -> dict[str, Any]:
    """Return one submission's scores."""
    return {
        "id": clean(result.id),
        "score": result.points,
        "max_score": result.max_points,
        "exercises": [exercise(score) for score in result.scores],
    }


def exercise(score: Score) -> dict[str, Any]:
    """Return one exercise's checks; `graded` is false where a fault of ours stands in the way."""
    pairs = zip(score.exercise.checks, score.outcomes, strict=True)
    return {
        "slug": score.exercise.slug,
        "title": {"en": score.exercise.title.en, "zh": score.exercise.title.zh},
        "score": score.points,
        "max_score": score.exercise.max_score,
        "graded": not score.ungraded,
        "hidden": score.exercise.hidden,
        "seconds": round(score.seconds, 3),
        "checks": [check(*pair) for pair in pairs],
    }


def check(asked: Check, outcome: Outcome) -> dict[str, Any]:
    """Return one check's result with its evidence; the hints only where they are needed."""
    hints = asked.hints if outcome.code else ()
    evidence = {key: clean_all(value) for key, value in outcome.evidence.items()}
    return {
        "name": asked.name,
        "points": 0 if outcome.code else asked.points,
        "max_points": asked.points,
        "visible": asked.visible,
        "verdict": outcome.verdict,
        "code": outcome.code,
        "seconds": round(outcome.seconds, 3),
        "title": {"en": asked.title.en, "zh": asked.title.zh},
        "hints": [{"en": hint.en, "zh": hint.zh} for hint in hints],
        "line": evidence.pop("line", None),
        "explored": evidence.pop("explored", None),
        "evidence": evidence,
    }


def clean_all(value: Any) -> Any:
    """Return evidence with every text in it made harmless."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [clean_all(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean_all(item) for key, item in value.items()}
    return value
