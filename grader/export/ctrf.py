"""The Common Test Report Format (ctrf-io/ctrf, ctrf-schema-0.0), for dashboards of trends."""

import json
from collections import Counter
from typing import Any

from grader.export.told import told
from grader.model import Check, Language, Outcome, Result, Score, Scorebook
from grader.report.safe import clean


def render(book: Scorebook, lang: Language) -> str:
    """Return the report; it starts at 0, because a scorebook knows durations and no clock."""
    tests = [
        test(result, score, check, outcome, lang)
        for result in book.results
        for score in result.scores
        for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True)
    ]
    results = {"tool": {"name": "threadlings"}, "summary": summary(tests), "tests": tests}
    made = {"reportFormat": "CTRF", "specVersion": "0.0.0", "generatedBy": "threadlings", "results": results}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def summary(tests: list[dict[str, Any]]) -> dict[str, int]:
    """Count the tests; times are milliseconds."""
    counts = Counter(one["status"] for one in tests)
    words = ("passed", "failed", "skipped", "pending", "other")
    stop = sum(one["duration"] for one in tests)
    return {"tests": len(tests), **{word: counts[word] for word in words}, "start": 0, "stop": stop}


def test(result: Result, score: Score, check: Check, outcome: Outcome, lang: Language) -> dict[str, Any]:
    """Return one check; a fault of ours is `other`, which counts as neither passed nor failed."""
    status = {"passed": "passed", "fault": "other"}.get(outcome.verdict, "failed")
    made = {
        "name": check.name,
        "status": status,
        "duration": round(outcome.seconds * 1000),
        "rawStatus": outcome.verdict,
        "suite": [clean(result.id), score.exercise.slug],
        "extra": {"points": 0 if outcome.code else check.points, "max_points": check.points, "code": outcome.code},
    }
    if outcome.code:
        made["message"] = told(score.exercise, check, outcome, lang)
        made["filePath"] = score.exercise.stub.name
        made |= {"line": outcome.evidence["line"]} if outcome.evidence.get("line") else {}
    return made


test.__test__ = False  # type: ignore[attr-defined]  # makes one, is none
