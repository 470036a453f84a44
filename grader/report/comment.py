"""The comment on a pull request, made from a result that anybody may have written.

Of such a result nothing is believed but which checks passed, with which codes, at which line, and a name that is
missing. What the exercises are, what they are called and give, comes from our own course.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader import feedback
from grader.errors import UsageError
from grader.model import LANGUAGES, Exercise, Outcome, Result, Score, Scorebook
from grader.report.github import marks, sign
from grader.report.markup import plain, within
from grader.report.reading import parsed
from grader.report.safe import short
from grader.score import tally

MARKER = "<!-- threadlings: comment -->"
LARGEST = 1 << 20  # bytes of a result
LONGEST = 64  # characters of a name
LAST_LINE = 1_000_000
COMMENT = 60_000  # bytes; GitHub takes 65536 characters
LEFT_OUT = "\n\nThe rest is too long for a comment. 其余内容太长，评论里放不下。\n"
WHAT = {
    True: ("Public checks, not a grade", "公开的检查，不是成绩"),
    False: ("Score", "成绩"),
}
MORE = (
    "Hidden checks give {0} more points; they run when you submit. The author of the pull request controls this run.",
    "另有 {0} 分由隐藏的检查给出，提交后才会运行。这次运行由 pull request 的作者控制。",
)
DONE = ("nothing left to do", "没有要做的了")


def untrusted(data: bytes, exercises: Sequence[Exercise], name: str = "result.json") -> Scorebook:
    """Return what a stranger's result, the file `name`, says of our exercises; raises UsageError if it is none."""
    if len(data) > LARGEST:
        raise UsageError(f"the result is larger than {LARGEST} bytes; nobody needs that much")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("the result is not UTF-8; it is none of ours") from error
    said = parsed(text, name)
    if len(said["submissions"]) != 1:
        raise UsageError(f"the result is about {len(said['submissions'])} submissions, not one")
    found = {one["slug"]: one for one in said["submissions"][0]["exercises"]}
    scores = tuple(scored(exercise, found.get(exercise.slug)) for exercise in exercises)
    return Scorebook(results=(Result(id=".", scores=scores),), sandbox={"level": "L0", "name": "unknown"}, seed=0)


def scored(exercise: Exercise, said: Mapping[str, Any] | None) -> Score:
    """Return the score of one exercise; without a word about it, nothing was handed in."""
    if said is None:
        return tally(exercise, (Outcome(check=check.name, code="S701") for check in exercise.checks))
    return tally(exercise, map(outcome, said["checks"]))


def outcome(said: Mapping[str, Any]) -> Outcome:
    """Return what is believed of one check: no text but a name that Python would take."""
    line, missing = said["line"], said["evidence"].get("missing")
    evidence: dict[str, Any] = {}
    if type(line) is int and 0 < line < LAST_LINE:
        evidence["line"] = line
    if isinstance(missing, str) and missing.isascii() and missing.isidentifier():
        evidence["missing"] = short(missing, LONGEST)
    code = said["code"]
    if code is None and said["verdict"] != "passed":
        code = "C403"
    return Outcome(
        check=said["name"], code=code if code is None or code in feedback.codes() else "C403", evidence=evidence
    )


def render(book: Scorebook) -> str:
    """Return the comment as Markdown, in both languages, within the bytes that GitHub takes."""
    (result,) = book.results
    return within([*top(result, book.hidden), *map(row, result.scores)], COMMENT, LEFT_OUT)


def top(result: Result, hidden: int) -> Iterator[str]:
    """Give what the comment is, the points, and the head of the table."""
    en, zh = WHAT[hidden > 0]
    yield f"{MARKER}\n### {en} · {zh}: {result.points} / {result.max_points}\n\n"
    if hidden:
        yield "".join(f"{text.format(hidden)}\n\n" for text in MORE)
    yield "| | exercise · 练习 | points · 分数 | next step · 下一步 |\n|---|---|---|---|\n"


def row(score: Score) -> str:
    """Return the line of one exercise with the next thing to do."""
    steps = [feedback.first_step(score, lang) or done for lang, done in zip(LANGUAGES, DONE, strict=True)]
    return f"| {sign(score)} | {plain(score.exercise.slug)} | {marks(score)} | {'<br>'.join(map(plain, steps))} |\n"
