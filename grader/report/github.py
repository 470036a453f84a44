"""What GitHub's runner shows of a run: the log with annotations at the lines of the code, and the job's summary.

Annotations are few (10 for a step), so every exercise has its first before any has its second, and the summary
has them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from grader import feedback
from grader.model import Check, Language, Outcome, Score, Scorebook
from grader.report import terminal
from grader.report.markup import attribute, code, plain, pre, value, within
from grader.report.safe import short
from grader.report.story import end, shown

MOST = 10  # annotations that a step may show
LONGEST = 1000  # characters of a message
SUMMARY = 1 << 20  # bytes; a larger one is not shown at all
LEFT_OUT = "\n\nThe rest is too long to be shown here. 其余内容太长，这里不再显示。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One annotation: where it stands, and what it says."""

    place: int
    file: str
    line: int
    title: str
    message: str

    def command(self) -> str:
        """Return what the runner reads."""
        where = f"file={attribute(self.file)},line={self.line},title={attribute(short(self.title, 200))}"
        return f"::error {where}::{value(short(self.message, LONGEST))}\n"


def render(book: Scorebook, lang: Language) -> str:
    """Return the log of a step: the report as text, then the annotations."""
    notes = sorted((note for score in scores(book) for note in annotated(score, lang)), key=lambda note: note.place)
    return terminal.render(book, lang) + "".join(note.command() for note in notes[:MOST])


def scores(book: Scorebook) -> Iterator[Score]:
    """Give every score of every submission."""
    return (score for result in book.results for score in result.scores)


def failed(score: Score) -> list[tuple[Check, Outcome]]:
    """Return the checks that did not pass; the same finding in all of them stands for one."""
    pairs = [pair for pair in zip(score.exercise.checks, score.outcomes, strict=True) if pair[1].code]
    return pairs[:1] if {outcome.code for outcome in score.outcomes} <= terminal.NOT_BEGUN else pairs


def annotated(score: Score, lang: Language) -> Iterator[Note]:
    """Give the annotations of one exercise, its first with place 0."""
    for place, (check, outcome) in enumerate(failed(score)):
        line = outcome.evidence.get("line")
        rows = [f"{label}: {said}" if label else said for label, said in feedback.details(outcome, lang)]
        step = feedback.next_step(score.exercise, check, outcome, lang)
        yield Note(
            place=place,
            file=f"exercises/{score.exercise.slug}/{score.exercise.module}.py",
            line=line if type(line) is int and line > 0 else 1,
            title=f"{check.title.within(lang)} ({outcome.code})",
            message="\n".join([feedback.explained(outcome.code or "").within(lang), *rows[:4], step]),
        )


def summary(book: Scorebook, lang: Language) -> str:
    """Return the job's summary as Markdown, within the bytes that GitHub shows."""
    return within([*overview(book, lang), *(story(score, lang) for score in scores(book))], SUMMARY, LEFT_OUT)


def overview(book: Scorebook, lang: Language) -> Iterator[str]:
    """Give the total and a table with a row for each exercise."""
    for result in book.results:
        yield f"### {plain(feedback.total(result, book.hidden, lang))}\n\n"
        yield "| | | | |\n|---|---|---|---|\n"
        for score in result.scores:
            step = feedback.first_step(score, lang)
            yield f"| {sign(score)} | {plain(score.exercise.slug)} | {marks(score)} | {plain(step)} |\n"
        yield "\n"


def sign(score: Score) -> str:
    """Return one sign for how an exercise stands."""
    return "❔" if score.ungraded else "✅" if score.points == score.exercise.max_score else "❌"


def marks(score: Score) -> str:
    """Return the points of an exercise; none where a fault of ours stands in the way."""
    return f"{'-' if score.ungraded else score.points} / {score.exercise.max_score}"


def story(score: Score, lang: Language) -> str:
    """Return what is to be said about the checks of one exercise that did not pass."""
    parts = [part for pair in failed(score) for part in finding(*pair, lang)]
    return f"#### {plain(score.exercise.slug)}\n\n" + "".join(parts) if parts else ""


def finding(check: Check, outcome: Outcome, lang: Language) -> Iterator[str]:
    """Give one check that did not pass: its title, what the code means, the evidence."""
    yield f"**{plain(check.title.within(lang))}** ({outcome.code}): "
    yield plain(feedback.explained(outcome.code or "").within(lang)) + "\n\n"
    for label, said in feedback.details(outcome, lang):
        yield f"- {plain(label)} {code(short(said, LONGEST))}\n"
    yield "\n"
    if steps := shown(outcome.evidence):
        yield pre(list(end(steps, lang))) + "\n\n"
