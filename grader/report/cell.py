"""What a notebook's grade cell says about its check: a few lines of text."""

from grader import feedback
from grader.model import Check, Exercise, Language, Outcome
from grader.report.safe import clean, inert, short
from grader.report.terminal import LONGEST, LONGEST_STEP


def render(exercise: Exercise, check: Check, outcome: Outcome, lang: Language) -> str:
    """Return the lines: sign and title, and for what did not pass the code, the evidence and the next step."""
    title = check.title.within(lang)
    if outcome.code is None:
        return f"✔ {title}"
    step = feedback.next_step(exercise, check, outcome, lang)
    lines = [f"✘ {title} ({outcome.code})", feedback.explained(outcome.code).within(lang)]
    for label, value in feedback.details(outcome, lang):
        lines.append(f"  {label}: {short(value, LONGEST)}" if label else f"  {short(value, LONGEST)}")
    return inert(clean("\n".join([*lines, feedback.NEXT.within(lang) + short(step, LONGEST_STEP)])))
