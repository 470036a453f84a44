"""A job as plain data that can travel, and what must be the same where it arrives."""

import base64
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader import intake, keys, notebook
from grader.model import Job, Part

Order = dict[str, Any]
"""`job` as a dict, `files` and `tests` by slug, `rules` as `rules` returns them, and where the `course` is at home."""


def packed(job: Job, course: Path) -> Order:
    """Return a job with its files as text and the digests of its hidden tests, but no path that is read elsewhere."""
    return {
        "job": asdict(job),
        "files": {part.slug: content(Path(part.file)) for part in job.parts},
        "tests": {part.slug: keys.of_tests(Path(part.tests)) for part in job.parts},
        "rules": rules(),
        "course": str(course.absolute()),
    }


def content(file: Path) -> dict[str, str]:
    """Return a file's name and bytes, or the code that says why it is not taken in."""
    try:
        data = intake.taken(file, largest(file.name))
    except intake.RefusedError as error:
        return {"name": file.name, "refused": error.code}
    return {"name": file.name, "bytes": base64.b64encode(data).decode()}


def unpacked(order: Order, course: Path, folder: Path) -> Job:
    """Return the job with its files in `folder` and the hidden tests of `course`."""
    parts = []
    for part in order["job"]["parts"]:
        place = folder / part["slug"]
        place.mkdir()
        file = written(place, order["files"][part["slug"]])
        tuples = {name: tuple(part[name]) for name in ("checks", "allowed", "start_methods", "defines")}
        parts.append(Part(**{**part, **tuples, "file": str(file), "tests": str(tests(course, part["slug"]))}))
    return Job(**{**order["job"], "parts": tuple(parts)})


def written(folder: Path, said: dict[str, str]) -> Path:
    """Write a file that has travelled; one that was not taken in is stood in for by what is refused alike."""
    file = folder / Path(said["name"]).name
    if "bytes" in said:
        file.write_bytes(base64.b64decode(said["bytes"]))
    elif said["refused"] == "S703":  # too large: a hole of that size
        file.touch()
        os.truncate(file, largest(file.name) + 1)
    else:  # no regular file
        file.mkdir()
    return file


def largest(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    return notebook.LARGEST if name.endswith(".ipynb") else intake.LARGEST


def tests(course: Path, slug: str) -> Path:
    """Return where a course has the hidden tests of an exercise."""
    return course / "tests" / "exercises" / slug


def rules() -> dict[str, str]:
    """Return what a verdict depends on besides hidden tests and sandbox: the grader's sources and the interpreter.

    Of the interpreter that is the minor version; the store's key is stricter, as it costs nothing at home.
    """
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor} {platform.machine()}"
    return {"grader": keys.of_grader(), "Python": python}


def objection(order: Order, here: dict[str, str], course: Path) -> str:
    """Say why a job must not be judged where the rules are `here` and the course is `course`; empty if it may."""
    for name, wanted in order["rules"].items():
        if here.get(name) != wanted:
            return (
                f"its {name} is {here.get(name)!r}, here it is {wanted!r}; install the same there, restart the worker"
            )
    for slug, digest in order["tests"].items():
        if keys.of_tests(tests(course, slug)) != digest:
            return (
                f"the hidden tests of {slug} in its course {str(course)!r} are not those that are here; "
                "copy the course there, and name its place in THREADLINGS_COURSE if that is another one than here"
            )
    return ""
