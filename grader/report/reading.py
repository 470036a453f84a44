"""A scorebook read back from our own JSON: the inverse of `grader.report.json`.

Two nets: the schema says what a report looks like, and a report that holds anything that we would not have
written ourselves (points that do not add up, a name with control characters in it) is refused as well.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import fastjsonschema

from grader.errors import UsageError
from grader.model import Check, Exercise, Outcome, Result, Score, Scorebook, Text
from grader.report.json import VERSION, document
from grader.report.safe import clean, short
from grader.score import tally

LONGEST = 300  # characters of what the validator says, which may quote the file


def read(text: str, name: str) -> Scorebook:
    """Return the scorebook in the JSON `text`; raises UsageError, speaking of the file `name`, if it is none."""
    data = parsed(text, name)
    book = scorebook(data)
    if twice := [id_ for id_, count in Counter(result.id for result in book.results).items() if count > 1]:
        raise UsageError(f"{name!r} has two submissions called {twice[0]!r}; give each of them a name of its own")
    if place := difference(document(book), data, ""):
        raise UsageError(
            f"{name!r} was changed after it was written: {clean(place)} does not fit the rest; grade again"
        )
    return book


def parsed(text: str, name: str) -> Any:
    """Return the data of a report that fits the schema."""
    try:
        data = json.loads(text, parse_constant=refused)
        if isinstance(data, dict) and data.get("schema") not in (None, VERSION):
            raise ValueError(f"its schema is {data['schema']!r}, and this grader reads {VERSION!r}")  # noqa: TRY301
        validator()(data)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{name!r} is not JSON: {error}; make one with grade PATH --format json --out FILE") from error
    except ValueError as error:  # also the validator's
        said = clean(short(str(error), LONGEST))
        raise UsageError(f"{name!r} is no report of this grader: {said}; make one with --format json") from error
    return data


def refused(constant: str) -> None:
    """Refuse NaN and the infinities, which are not JSON."""
    raise ValueError(f"{constant} is not a number")


@cache
def validator() -> Callable[[Any], Any]:
    """Return what raises an error unless it is given a report that fits our schema."""
    schema = resources.files("grader.report").joinpath("threadlings-1.schema.json").read_text(encoding="utf-8")
    made: Callable[[Any], Any] = fastjsonschema.compile(json.loads(schema))
    return made


def scorebook(data: Mapping[str, Any]) -> Scorebook:
    """Return the scorebook of a report."""
    results = tuple(Result(id=one["id"], scores=tuple(map(score, one["exercises"]))) for one in data["submissions"])
    return Scorebook(results=results, sandbox=data["sandbox"], seed=data["seed"], trusted=data["trusted"])


def score(data: Mapping[str, Any]) -> Score:
    """Return one exercise's score; its points are added up anew, and its files are not known any more."""
    slug = data["slug"]
    exercise = Exercise(
        slug=slug,
        title=Text(**data["title"]),
        checks=tuple(map(check, data["checks"])),
        stub=Path(slug, f"{slug.partition('_')[2]}.py"),
        tests=Path(),
        hidden=data["hidden"],
    )
    return tally(exercise, map(outcome, data["checks"]), data["seconds"])


def check(data: Mapping[str, Any]) -> Check:
    """Return what was asked."""
    return Check(
        name=data["name"],
        points=data["max_points"],
        visible=data["visible"],
        title=Text(**data["title"]),
        hints=tuple(Text(**hint) for hint in data["hints"]),
    )


def outcome(data: Mapping[str, Any]) -> Outcome:
    """Return what became of it."""
    apart = {key: data[key] for key in ("line", "explored") if data[key] is not None}
    evidence = {**data["evidence"], **apart}
    return Outcome(check=data["name"], code=data["code"], evidence=evidence, seconds=data["seconds"])


def difference(ours: Any, theirs: Any, place: str) -> str:
    """Return where two documents differ first; nothing if they do not."""
    if ours == theirs:
        return ""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        pairs = [(ours[key], theirs[key], f"{place}.{key}") for key in ours]
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = [(one, other, f"{place}[{n}]") for n, (one, other) in enumerate(zip(ours, theirs, strict=True))]
    else:
        return place
    return next(filter(None, (difference(*pair) for pair in pairs)))
