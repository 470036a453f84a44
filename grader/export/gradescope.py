"""Gradescope's results.json (gradescope/autograder_samples, docs/specs.md)."""

import json
from typing import Any

from grader.export.told import only, told
from grader.model import Check, Language, Outcome, Score, Scorebook

SORRY = {
    "en": "Something could not be graded. This is not your fault and costs no points: your instructor runs it again.",
    "zh": "有内容无法评分。这不是你的问题，也不会扣分：请等老师重新运行。",
}


def render(book: Scorebook, lang: Language) -> str:
    """Return results.json: one test for each check, all of them visible, because a hidden one hides the total."""
    result = only(book.results, "Gradescope")
    tests = [
        test(f"{n}.{m}", score, check, outcome, lang)
        for n, score in enumerate(result.scores, 1)
        for m, (check, outcome) in enumerate(zip(score.exercise.checks, score.outcomes, strict=True), 1)
    ]
    made = {
        "score": result.points,
        "execution_time": round(sum(score.seconds for score in result.scores), 3),
        "output": SORRY[lang] if any(score.ungraded for score in result.scores) else "",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def test(number: str, score: Score, check: Check, outcome: Outcome, lang: Language) -> dict[str, Any]:
    """Return one check; without a score where it could not be graded."""
    points = {} if outcome.verdict == "fault" else {"score": 0 if outcome.code else check.points}
    return {
        **points,
        "max_score": check.points,
        "status": "failed" if outcome.code else "passed",
        "name": f"{score.exercise.slug}: {check.title.within(lang)}",
        "number": number,
        "output": told(score.exercise, check, outcome, lang),
        "extra_data": {"check": check.name, "verdict": outcome.verdict, "code": outcome.code},
    }


test.__test__ = False  # type: ignore[attr-defined]  # makes one, is none
