"""What `grade explore` found, as a page: every way in which a function can end, each with its story to step through."""

import shlex
from collections.abc import Mapping
from typing import Any

from grader import feedback
from grader.model import Language
from grader.pages import html, lanes
from grader.pages.words import WORDS
from grader.report import exploration
from grader.report.safe import short

MOST = 50  # ways to end that are shown; the JSON has all


def render(found: Mapping[str, Any], lang: Language) -> str:
    """Return the page; the story of the first bad way to end is unfolded, or the only one."""
    ends = [ending(one, found, lang) for one in found["outcomes"][:MOST]]
    first = next((end for end in ends if end["bad"]), ends[0])
    ends = [{**end, "open": end is first} for end in ends]
    return html.page(
        "explored",
        lang,
        "threadlings",
        called=exploration.called(found),
        how=exploration.extent(found, lang),
        ends=ends,
    )


def ending(one: Mapping[str, Any], found: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """Return what is shown of one way to end."""
    command = f"grade explore {shlex.quote(found['file'])} --call {found['call']} --replay {one['schedule']}"
    return {
        "kind": WORDS[lang].get(one["kind"], one["kind"]),
        "bad": one["kind"] in exploration.BAD,
        "what": short(exploration.what(one, lang), html.LONGEST),
        "times": one["executions"],
        "waits": feedback.waits(one["waits"], lang),
        "lanes": lanes.lanes(one["story"], lang),
        "command": command,
    }
