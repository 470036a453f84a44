"""The report on a class for a person at a terminal: a line for each submission, then what they are together."""

from collections import Counter
from collections.abc import Iterator

from grader.model import Language, Result, Scorebook
from grader.report.safe import clean, inert, one_line, short
from grader.report.terminal import footer_line

LONGEST = 40  # characters of a name
CODES = 6  # that are named in a line


def lines(book: Scorebook, lang: Language) -> Iterator[str]:
    """Give the report line by line; no more than one submission is in memory."""
    points: Counter[str] = Counter()
    for result in book.results:
        points += Counter(
            students=1, got=result.points, full=result.points == result.max_points, faults=bool(ungraded(result))
        )
        yield inert(line(result, lang)) + "\n"
    for notice in book.notices:
        yield inert(clean(notice)) + "\n"
    yield summary(points, lang) + "\n"
    if not book.trusted:
        untrusted = "not trusted: this code ran without a sandbox"
        yield ("不可信：这些代码没有在沙箱里运行" if lang == "zh" else untrusted) + "\n"
    yield footer_line(book, lang) + "\n"


def line(result: Result, lang: Language) -> str:
    """Return the line of one submission: points, name, what did not pass."""
    codes = Counter(outcome.code for score in result.scores for outcome in score.outcomes if outcome.code)
    said = " ".join(f"{code}×{times}" if times > 1 else f"{code}" for code, times in codes.most_common(CODES))
    look = ungraded(result)
    note = (f"  未评分：{look}" if lang == "zh" else f"  not graded: {look}") if look else ""
    marks = f"{result.points:>4} / {result.max_points}"
    return f"{marks}  {one_line(short(result.id, LONGEST))}  {said}{note}".rstrip()


def ungraded(result: Result) -> str:
    """Return which exercises could not be graded."""
    return ", ".join(score.exercise.slug for score in result.scores if score.ungraded)


def summary(points: Counter[str], lang: Language) -> str:
    """Return the line about all of them."""
    count = points["students"]
    mean = points["got"] / count if count else 0
    if lang == "zh":
        return f"共 {count} 份，平均 {mean:.1f} 分，满分 {points['full']} 份，未能评分 {points['faults']} 份"
    return f"{count} submissions, {mean:.1f} points on average, {points['full']} full, {points['faults']} not graded"
