"""The reports of the judge's pytest, kept as pytest-json-report made them, for other programs and for later doubts.

Two things differ. No path of this machine is in them, and the metadata of each test says what the score was made of:
exercise, verdict, points. `outcomes.read` has held each of them against its own count of collected tests; one that
lost any gives no points to anybody (G902), and lies here as it was.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from grader import outcomes, score
from grader.errors import UsageError
from grader.model import Exercise, Raw, Score


def folder(asked: Path) -> Path:
    """Return the folder for reports, made if it is not there; raises UsageError if nothing can be kept in it."""
    try:
        asked.mkdir(parents=True, exist_ok=True)
        probe = asked / ".threadlings"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UsageError(f"no reports can be kept in {str(asked)!r}: {error.strerror}; name another folder") from error
    return asked


def keep(place: Path, submission: str, exercises: Iterable[Exercise], raws: dict[str, Raw]) -> None:
    """Write `place/submission/SLUG.json` for each report; where there is none now, one of an earlier run goes."""
    for one in exercises:
        if one.slug in raws:
            file = place / submission / f"{one.slug}.json"
            file.parent.mkdir(exist_ok=True)
            write(file, raws[one.slug], one)


def write(file: Path, raw: Raw, exercise: Exercise) -> None:
    """Write one report by rename, or see that there is none."""
    if raw.report is None:
        file.unlink(missing_ok=True)
        return
    part = file.with_name(f".{file.name}.part")
    made = score.tally(exercise, outcomes.read(raw, exercise))
    part.write_text(json.dumps(document(raw.report, made), indent=1) + "\n", encoding="ascii")
    part.replace(file)


def document(report: dict[str, Any], made: Score) -> dict[str, Any]:
    """Return a report with what its tests have been worth."""
    said = {outcome.check: (check, outcome) for check, outcome in zip(made.exercise.checks, made.outcomes, strict=True)}
    here = {f"{path}/" for path in (report["root"], *sys.path) if len(path) > 1}
    anonymous: dict[str, Any] = without(report, sorted(here, key=len, reverse=True))
    for test in anonymous["tests"]:
        name = test["nodeid"].rpartition("::")[2]
        if name in said:
            check, outcome = said[name]
            points = {"points": 0 if outcome.code else check.points, "max_points": check.points}
            about = {"exercise": made.exercise.slug, "verdict": outcome.verdict, "code": outcome.code}
            test["metadata"] = {**test.get("metadata", {}), **about, **points}
    return {**anonymous, "root": ""}


def without(data: Any, paths: Sequence[str]) -> Any:
    """Return data without these beginnings of paths, wherever they are in a text."""
    if isinstance(data, str):
        return reduce(lambda text, path: text.replace(path, ""), paths, data)
    if isinstance(data, list):
        return [without(one, paths) for one in data]
    if isinstance(data, dict):
        return {key: without(value, paths) for key, value in data.items()}
    return data
