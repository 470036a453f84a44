"""What GitHub Classroom's reporter reads: base64 of JSON (classroom-resources/autograding-grading-reporter).

One entry for each check that bears points, because the reporter's notice adds up scores while its table counts
only entries that passed: so both agree.
"""

import base64
import json
from typing import Any

from grader.export.told import only, told
from grader.model import Check, Language, Outcome, Score, Scorebook


def render(book: Scorebook, lang: Language) -> str:
    """Return the step output `result` of a runner."""
    text = json.dumps(document(book, lang), ensure_ascii=False)
    return base64.b64encode(text.encode()).decode() + "\n"


def document(book: Scorebook, lang: Language) -> dict[str, Any]:
    """Return what is encoded."""
    result = only(book.results, "GitHub Classroom")
    tests = [
        test(score, check, outcome, lang)
        for score in result.scores
        for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True)
        if check.points
    ]
    found = {one["status"] for one in tests}
    status = "error" if "error" in found else "fail" if "fail" in found else "pass"
    return {"version": 3, "status": status, "max_score": result.max_points, "tests": tests}


def test(score: Score, check: Check, outcome: Outcome, lang: Language) -> dict[str, Any]:
    """Return one check; `score` is always a number."""
    status = {"passed": "pass", "fault": "error"}.get(outcome.verdict, "fail")
    return {
        "name": f"{score.exercise.slug}: {check.title.within(lang)}",
        "status": status,
        "score": 0 if outcome.code else check.points,
        "line_no": outcome.evidence.get("line") or 0,
        "test_code": check.name,
        "message": told(score.exercise, check, outcome, lang),
    }


test.__test__ = False  # type: ignore[attr-defined]  # makes one, is none
