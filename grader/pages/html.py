"""One self-contained page: a student's, or a class's."""

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader import feedback
from grader.model import Check, Language, Outcome, Result, Score, Scorebook
from grader.overview import overview
from grader.pages import lanes, plots
from grader.pages.words import WORDS
from grader.report.safe import clean, short
from grader.report.story import shown
from grader.report.terminal import footer_line, proof

LONGEST = 2000  # characters of one value
NOT_BEGUN = {"C405", "S701"}
INTERLEAVED = ("R", "D", "T")  # kinds of codes whose story is the point; of others it can be unfolded
CODE = re.compile("`([^`]+)`")


def student(book: Scorebook, result: Result, lang: Language) -> str:
    """Return the page of one submission."""
    step = next(filter(None, (feedback.first_step(score, lang) for score in result.scores)), "")
    done = feedback.FULL[book.hidden > 0].within(lang)
    sheets = [sheet(score, lang) for score in result.scores]
    return page("student", lang, foot(book, lang), id=result.id, result=result, sheets=sheets, step=step, done=done)


def sheet(score: Score, lang: Language) -> dict[str, Any]:
    """Return what is shown of one exercise; what is not begun is said once."""
    codes = {outcome.code for outcome in score.outcomes}
    idle = feedback.explained(codes.pop() or "").within(lang) if codes <= NOT_BEGUN and codes else ""
    return {
        "score": score,
        "title": score.exercise.title.within(lang),
        "proof": proof(score, lang).strip(" ()（）"),
        "idle": idle,
        "full": score.points == score.exercise.max_score and not score.ungraded,
        "checks": [] if idle else rows(score, lang),
    }


def rows(score: Score, lang: Language) -> list[dict[str, Any]]:
    """Return what is shown of each check; the same finding in several checks is told in the first of them."""
    made, told = [], set[str]()
    for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True):
        finding = repr((outcome.code, feedback.details(outcome, lang)))
        made.append(row(check, outcome, lang, again=finding in told))
        told |= {finding} if outcome.code else set()
    return made


def row(check: Check, outcome: Outcome, lang: Language, *, again: bool) -> dict[str, Any]:
    """Return what is shown of one check; `again`: its finding has been told."""
    state = {"passed": "passed", "fault": "fault"}.get(outcome.verdict, "failed")
    story = shown(outcome.evidence) if outcome.code and not again else []
    return {
        "check": check,
        "title": check.title.within(lang),
        "state": state,
        "code": outcome.code,
        "said": feedback.explained(outcome.code).within(lang) if outcome.code else "",
        "again": again,
        "details": []
        if again
        else [(label, short(value, LONGEST)) for label, value in feedback.details(outcome, lang)],
        "lanes": lanes.lanes(story, lang) if story else None,
        "unfolded": (outcome.code or "")[:1] in INTERLEAVED,
        "hints": [hint.within(lang) for hint in check.hints] if outcome.code else [],
    }


def class_(book: Scorebook, lang: Language) -> str:
    """Return the page of a class."""
    found, say = overview(book), WORDS[lang]
    label = f"{say['distribution']}{say['colon']}" + ", ".join(
        f"{10 * n}-{10 * n + 10} %: {k}" for n, k in enumerate(found.bins)
    )
    slugs = tuple(dict.fromkeys(score.exercise.slug for result in book.results for score in result.scores))
    mistakes = [(code, n, n / found.submissions, feedback.explained(code).within(lang)) for code, n in found.mistakes]
    asked = [(slug, tuple(those)) for slug, those in groupby(found.asked, key=lambda one: one.exercise.slug)]
    plot = plots.histogram(found.bins, label)
    return page(
        "class",
        lang,
        foot(book, lang),
        found=found,
        slugs=slugs,
        asked=asked,
        mistakes=mistakes,
        plot=plot,
        notices=book.notices,
        results=book.results,
    )


def foot(book: Scorebook, lang: Language) -> str:
    """Return the line at the foot of a page: how safe the run was, and which seed repeats it."""
    line = footer_line(book, lang)
    return line if book.trusted else f"{WORDS[lang]['untrusted']} {line}"


def page(name: str, lang: Language, foot: str, **facts: Any) -> str:
    """Return a page made from a template, with its policy."""
    style, script = asset("page.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        environment()
        .get_template(f"{name}.html")
        .render(
            lang=lang,
            say=WORDS[lang],
            policy=policy,
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own file)
            foot=foot,
            **facts,
        )
    )


@cache
def environment() -> Environment:
    """Return the templates; everything in them is escaped."""
    made = Environment(
        autoescape=True,
        loader=PackageLoader("grader.pages"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    made.filters.update(bar=plots.bar, prose=prose)
    return made


def prose(text: str) -> Markup:
    """Return a sentence of a hint, with what stands between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(clean(text)))))  # noqa: S704  (escaped before)


@cache
def asset(name: str) -> str:
    """Return the text of a file beside the templates."""
    return resources.files("grader.pages").joinpath("templates", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return the source expression that allows exactly this inline text (Content Security Policy 3, section 2.3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
