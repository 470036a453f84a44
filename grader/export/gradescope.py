"""Gradescope's results.json (gradescope/autograder_samples, docs/specs.md).

A number in it is final: whoever reads it takes it for the score. So there is none as long as anything is missing,
because the run has not ended yet or something could not be graded. Gradescope then calls the run failed, which it
is, and shows the instructor whom to run again; a sum of what is known would be a low score that nobody notices.
"""

import json
from typing import Any

from grader.export.told import only, told
from grader.model import Check, Language, Outcome, Result, Score, Scorebook

SORRY = {
    "en": "Something could not be graded, so there is no score yet. This is not your fault and costs no points: "
    "your instructor runs it again.",
    "zh": "有内容无法评分，所以暂时没有分数。这不是你的问题，也不会扣分：请等老师重新运行。",
}
ENDED = {
    "en": "The run was ended when {} of {} exercises were graded, so there is no score yet. What is known is below. "
    "Submit again; if that happens again, tell your instructor.",
    "zh": "运行中断了，{1} 个练习中只评完 {0} 个，所以暂时没有分数。已知的结果在下面。"
    "请重新提交；如果再次发生，请告诉老师。",
}


def render(book: Scorebook, lang: Language) -> str:
    """Return results.json: one test for each check, all of them visible, because a hidden one hides the total."""
    result = only(book.results, "Gradescope")
    return page(result, lang, SORRY[lang] if any(score.ungraded for score in result.scores) else "")


def so_far(result: Result, asked: int, lang: Language) -> str:
    """Return what is to be read if a run over `asked` exercises ends now."""
    return page(result, lang, ENDED[lang].format(len(result.scores), asked))


def page(result: Result, lang: Language, missing: str) -> str:
    """Return the document; `missing` says why there is no score, if there is none."""
    tests = [
        test(f"{n}.{m}", score, pair, lang, scored=not missing)
        for n, score in enumerate(result.scores, 1)
        for m, pair in enumerate(zip(score.exercise.checks, score.outcomes, strict=True), 1)
    ]
    made = {
        **({} if missing else {"score": result.points}),
        "execution_time": round(sum(score.seconds for score in result.scores), 3),
        "output": missing,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def test(number: str, score: Score, pair: tuple[Check, Outcome], lang: Language, *, scored: bool) -> dict[str, Any]:
    """Return one check; how it ended, where there is no score, is in its status and for programs in extra_data."""
    check, outcome = pair
    points = 0 if outcome.code else check.points
    status = {"passed": {"status": "passed"}, "fault": {}}.get(outcome.verdict, {"status": "failed"})
    return {
        **({"score": points} if scored else {}),
        "max_score": check.points,
        **status,
        "name": f"{score.exercise.slug}: {check.title.within(lang)}",
        "number": number,
        "output": told(score.exercise, check, outcome, lang),
        "extra_data": {"check": check.name, "points": points, "verdict": outcome.verdict, "code": outcome.code},
    }


test.__test__ = False  # type: ignore[attr-defined]  # makes one, is none
