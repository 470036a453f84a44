"""Hand jobs to judge processes and bring back what they report; a judge's own death is our fault."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from grader.model import Job, Part, Raw

COMMAND = (sys.executable, "-P", "-m", "grader.judge")  # -P: no module comes from the folder that we are started in
LIMIT = 1800.0  # seconds; every request inside has a limit of its own, so this is for a judge that hangs itself
PATIENCE = 10.0  # seconds; how long a folder may resist
DOORS = "threadlings-doors-"
STALE = 7 * 24 * 3600.0  # seconds; longer than anybody grades without a pause
PRINTED = 10_000  # characters of what a judge has printed that a report may show

idle: list["Bench"] = []
"""Warm benches that nobody uses now; `list.pop` and `list.append` are atomic."""


def run(job: Job) -> dict[str, Raw]:
    """Judge one submission in a process of its own and return the report of each of its exercises by slug.

    The files are read there, never here.
    """
    with place() as folder:
        return judged(job, folder, hear)


def hear(job: Job, folder: Path) -> str:
    """Have a job judged by a bench that is idle, or a new one."""
    with bench() as judges:
        return judges.hear(job, folder)


def judged(job: Job, folder: Path, hear: Callable[[Job, Path], str]) -> dict[str, Raw]:
    """Return the reports of a job by slug, which `hear` has judges write to `folder`.

    A judge that does not come to its end has failed at the first exercise that has no report; another one does those
    that come after it.
    """
    for part in job.parts:
        report_of(part, folder).unlink(missing_ok=True)  # it is of another job
    found: dict[str, Raw] = {}
    while left := tuple(part for part in job.parts if part.slug not in found):
        reason = hear(replace(job, parts=left), folder)
        for part in left:
            report = read(report_of(part, folder))
            found[part.slug] = Raw(report=report, reason=reason, seconds=report["duration"] if report else 0.0)
            if report is None:
                break
    return found


def report_of(part: Part, folder: Path) -> Path:
    """Return where a judge writes the report of one exercise."""
    return folder / f"{part.slug}.json"


@contextmanager
def place() -> Iterator[Path]:
    """Give a new folder; afterwards it is deleted, also if those whom a dead judge has left write there to the last."""
    folder = Path(tempfile.mkdtemp(prefix="threadlings-judge-"))
    try:
        yield folder
    finally:
        until = time.monotonic() + PATIENCE
        while folder.exists() and time.monotonic() < until:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def bench() -> Iterator["Bench"]:
    """Give a bench for one job, an idle one if there is any."""
    one = free()
    try:
        yield one
    except BaseException:
        one.close()
        raise
    if one.alive:
        idle.append(one)
    else:
        one.close()


def free() -> "Bench":
    """Return an idle bench that is alive, else a new one."""
    for one in iter(taken, None):
        if one.alive:
            return one
        one.close()
    return Bench()


def close() -> None:
    """End all benches that nobody uses."""
    for one in iter(taken, None):
        one.leave()


def taken() -> "Bench | None":
    """Return an idle bench, None if there is none."""
    try:
        return idle.pop()
    except IndexError:
        return None


def doors() -> Path:
    """Make a folder for the doors of a bench, and take away those that nobody has used for long.

    Judges clean up behind a grader that was killed. Who kills both leaves this folder, as a rule an empty one; and only
    empty ones go, so that no door is ever taken from anybody.
    """
    made = Path(tempfile.mkdtemp(prefix=DOORS))
    made.chmod(0o755)
    for other in made.parent.glob(f"{DOORS}*"):
        with suppress(OSError):  # somebody else's, in use, or gone by now
            if other.stat().st_mtime < time.time() - STALE:
                other.rmdir()
    return made


class Bench:
    """A warm process that has loaded pytest and collected hidden tests; it forks a judge for each job.

    If they are jobs of one submission, the judge of the first one `stays` for the others.
    """

    def __init__(self, *, stays: bool = False) -> None:
        self.stays = stays
        self.doors = doors()
        try:
            self.process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                [*COMMAND, str(self.doors)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""},
                start_new_session=True,
                bufsize=0,
            )
        except OSError:
            self.doors.rmdir()
            raise

    @property
    def alive(self) -> bool:
        """Whether it can take another job."""
        return self.process.poll() is None

    def hear(self, job: Job, folder: Path) -> str:
        """Have a job judged; its reports and all that is printed go to `folder`. Return what was printed."""
        assert self.process.stdin is not None
        try:
            order = {"job": asdict(job), "folder": str(folder), "stays": self.stays}
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            status = self.told(LIMIT)
        except (TimeoutError, OSError, ValueError) as error:
            self.close()
            return f"the judge gave no answer: {type(error).__name__}: {error}"
        printed = text(folder / "printed")
        if status and self.stays:  # who has said that: it, or its parent when it was already dead?
            self.close()
        return printed if not status else f"the judge ended with status {status}\n{printed}"

    def told(self, seconds: float) -> int:
        """Return the next number that the bench says; raises TimeoutError, or ValueError if it is gone."""
        assert self.process.stdout is not None
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            raise TimeoutError(f"not within {seconds:.0f} s")
        return int(self.process.stdout.readline())

    def leave(self) -> None:
        """Let an idle bench end by itself, so that what it has used is counted as ours."""
        assert self.process.stdin is not None
        with suppress(OSError, subprocess.TimeoutExpired):
            self.process.stdin.close()
            self.process.wait(PATIENCE)
        self.close()

    def close(self) -> None:
        """End the bench and the judge that is at work."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with self.process:  # closes the pipes and waits
            pass
        shutil.rmtree(self.doors, ignore_errors=True)


def text(file: Path) -> str:
    """Return the end of what was printed."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")[-PRINTED:]
    except FileNotFoundError:
        return ""


def read(report: Path) -> dict[str, Any] | None:
    """Return the report, or None if there is none that can be read."""
    try:
        return dict(json.loads(report.read_bytes()))
    except (FileNotFoundError, ValueError):
        return None
