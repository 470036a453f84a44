"""What a platform shows a student about one check, as plain text."""

from collections.abc import Collection

from grader import feedback
from grader.errors import UsageError
from grader.model import Check, Exercise, Language, Outcome, Result
from grader.report.safe import clean, inert, short
from grader.report.story import end, shown
from grader.report.terminal import LONGEST_STEP

LONGEST = 300  # characters of one value


def told(exercise: Exercise, check: Check, outcome: Outcome, lang: Language) -> str:
    """Return what is to be said about an outcome: the code's sentence, the evidence, the story, the next step."""
    if outcome.code is None:
        return ""
    said = [f"{outcome.code}: {feedback.explained(outcome.code).within(lang)}"]
    for label, value in feedback.details(outcome, lang):
        said.append((f"{label}: " if label else "") + short(value, LONGEST).rstrip("\n"))
    said += end(shown(outcome.evidence), lang)
    step = short(feedback.next_step(exercise, check, outcome, lang), LONGEST_STEP)
    said.append(feedback.NEXT.within(lang) + step)
    return inert(clean("\n".join(said)))


def only(results: Collection[Result], platform: str) -> Result:
    """Return the one submission of a scorebook; raises UsageError if there are several: `platform` takes one."""
    if not results:
        raise UsageError(f"{platform} takes one submission, and this report has none; grade one first")
    if len(results) != 1:
        raise UsageError(
            f"{platform} takes one submission, and this report has {len(results)}; name one with --student ID"
        )
    (result,) = results
    return result
