"""One self-contained page: a student's, or a class's."""

import base64
import hashlib
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader import feedback
from grader.model import Check, Language, Outcome, Result, Score, Scorebook
from grader.overview import overview
from grader.pages import lanes, plots
from grader.pages.words import WORDS
from grader.report.safe import clean, short
from grader.report.terminal import proof

LONGEST = 2000  # characters of one value
NOT_BEGUN = {"C405", "S701"}


def student(book: Scorebook, result: Result, lang: Language) -> str:
    """Return the page of one submission."""
    step = next(filter(None, (feedback.first_step(score, lang) for score in result.scores)), "")
    done = feedback.FULL[book.hidden > 0].within(lang)
    sheets = [sheet(score, lang) for score in result.scores]
    return page("student", book, lang, id=result.id, result=result, sheets=sheets, step=step, done=done)


def sheet(score: Score, lang: Language) -> dict[str, Any]:
    """Return what is shown of one exercise; what is not begun is said once."""
    pairs = zip(score.exercise.checks, score.outcomes, strict=True)
    codes = {outcome.code for outcome in score.outcomes}
    idle = feedback.explained(codes.pop() or "").within(lang) if codes <= NOT_BEGUN and codes else ""
    return {
        "score": score,
        "title": score.exercise.title.within(lang),
        "proof": proof(score, lang).strip(" ()（）"),
        "idle": idle,
        "full": score.points == score.exercise.max_score and not score.ungraded,
        "checks": [] if idle else [row(check, outcome, lang) for check, outcome in pairs],
    }


def row(check: Check, outcome: Outcome, lang: Language) -> dict[str, Any]:
    """Return what is shown of one check."""
    found = outcome.evidence
    state = {"passed": "passed", "fault": "fault"}.get(outcome.verdict, "failed")
    story = found.get("story", ()) if outcome.code and "missing" not in found else ()
    return {
        "check": check,
        "title": check.title.within(lang),
        "state": state,
        "code": outcome.code,
        "said": feedback.explained(outcome.code).within(lang) if outcome.code else "",
        "details": [(label, short(value, LONGEST)) for label, value in feedback.details(outcome, lang)],
        "lanes": lanes.lanes(story, lang) if story else None,
        "schedule": (found.get("explored") or {}).get("schedule"),
        "hints": [hint.within(lang) for hint in check.hints] if outcome.code else [],
    }


def class_(book: Scorebook, lang: Language) -> str:
    """Return the page of a class."""
    found, say = overview(book), WORDS[lang]
    label = f"{say['distribution']}: " + ", ".join(f"{10 * n}-{10 * n + 10} %: {k}" for n, k in enumerate(found.bins))
    slugs = tuple(dict.fromkeys(score.exercise.slug for result in book.results for score in result.scores))
    mistakes = [(code, n, n / found.submissions, feedback.explained(code).within(lang)) for code, n in found.mistakes]
    asked = [(slug, tuple(those)) for slug, those in groupby(found.asked, key=lambda one: one.exercise.slug)]
    plot = plots.histogram(found.bins, label)
    return page(
        "class", book, lang, found=found, slugs=slugs, asked=asked, mistakes=mistakes, plot=plot, results=book.results
    )


def page(name: str, book: Scorebook, lang: Language, **facts: Any) -> str:
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
            book=book,
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
    made.filters["bar"] = plots.bar
    return made


@cache
def asset(name: str) -> str:
    """Return the text of a file beside the templates."""
    return resources.files("grader.pages").joinpath("templates", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Return the source expression that allows exactly this inline text (Content Security Policy 3, section 2.3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
