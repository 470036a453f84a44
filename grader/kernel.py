"""What a grade cell of an exported notebook calls: the points of one check, from the same judge as everywhere else.

The student's cells have run in this very process, so whatever is here can be tampered with; what is judged is not, as
it is judged elsewhere: the cells' text goes to a process of `grade`, because functions of a notebook could not be
pickled by a spawned process anyway. An exercise is judged once, all its grade cells share the result.
nbgrader gives no points to a grade cell that writes to stderr or takes longer than 30 s: neither happens here.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from IPython import get_ipython

from grader import catalog, notebook
from grader.errors import GraderError
from grader.model import Exercise, Language, Outcome
from grader.report import cell

LIMIT = 20.0  # seconds for all checks of an exercise, and then
GRACE = 5.0  # seconds for `grade` to end what it has started
MARK = "grader.kernel"  # stands in every grade cell


def points(slug: str, check: str, lang: Language = "en") -> int:
    """Return the points of one check and print what a student should know about it.

    Raises GraderError if the exercise cannot be graded here: nbgrader has no other way to show that.
    """
    with contextlib.redirect_stderr(io.StringIO()):  # a thread that is left over may still write there
        exercise = chosen(slug)
        outcome = judged(exercise, program(exercise))[check]
        asked = next(one for one in exercise.checks if one.name == check)
        print(cell.render(exercise, asked, outcome, lang))
        return 0 if outcome.code else asked.points


@cache
def chosen(slug: str) -> Exercise:
    """Return the exercise from the course that THREADLINGS_COURSE names, else from the one around the notebook."""
    said = os.environ.get("THREADLINGS_COURSE")
    course = Path(said) if said else catalog.course(Path(get_ipython().starting_dir))
    return catalog.exercise(course, slug)


def program(exercise: Exercise) -> str:
    """Return the student's module out of what this kernel has run, as it was typed."""
    given = {text.strip() for readme in exercise.stub.parent.glob("README*.md") for text in examples(readme)}
    typed = get_ipython().history_manager.input_hist_raw
    own = (text for text in typed if MARK not in text and text.strip() not in given)
    return notebook.program(own, notebook.names(exercise.stub.read_text(encoding="utf-8")))


def examples(readme: Path) -> tuple[str, ...]:
    """Return the examples that an exported notebook shows in locked cells."""
    return notebook.examples(readme.read_text(encoding="utf-8"))


@cache
def judged(exercise: Exercise, text: str) -> dict[str, Outcome]:
    """Have a program judged and return the outcome of each check."""
    with tempfile.TemporaryDirectory(prefix="threadlings-kernel-") as folder:
        file = Path(folder) / exercise.slug / f"{exercise.module}.py"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8", errors="surrogatepass")
        checks = report(exercise, file)
    if checks is None:
        return {one.name: Outcome(check=one.name, code="T503", evidence={"seconds": LIMIT}) for one in exercise.checks}
    return {one["name"]: outcome(one) for one in checks}


def report(exercise: Exercise, file: Path) -> list[dict[str, Any]] | None:
    """Return what `grade` says about the checks; None if it is not ready in time."""
    course = exercise.tests.parents[2]
    command = [sys.executable, "-P", "-m", "grader", str(file), "--course", str(course), "--format", "json"]
    with started(command) as process:
        try:
            told, trouble = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return None
    if process.returncode not in {0, 1}:
        raise GraderError(f"{exercise.slug} could not be graded: {trouble or told}")
    checks: list[dict[str, Any]] = json.loads(told)["submissions"][0]["exercises"][0]["checks"]
    return checks


@contextlib.contextmanager
def started(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Give a running command; afterwards it has ended, and had the time to end what it has started."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as process:  # noqa: S603  (our own command)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.communicate(timeout=GRACE)
                process.kill()


def outcome(said: dict[str, Any]) -> Outcome:
    """Return the outcome that a check of the JSON report tells of."""
    line = {} if said["line"] is None else {"line": said["line"]}
    return Outcome(check=said["name"], code=said["code"], evidence={**said["evidence"], **line})
