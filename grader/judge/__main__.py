"""The judge: one submission in a process of its own, a pytest-json-report of each exercise as the result.

What is started is a warm process that has loaded pytest and collected hidden tests, and knows no submission. It forks
a judge for a line on its standard input, a job as JSON, and says how that one ended. A judge that `stays` says itself
when it is done, and takes the following lines from its parent: jobs of the same submission, for the same sandbox. A
judge and its warm parent share a process group.
"""

import gc
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from grader.judge.collected import Collected
from grader.judge.explorer import explorer
from grader.judge.stage import Subject
from grader.sandbox import nursery
from grader.sandbox.greenhouse import close_greenhouse, open_greenhouse

Key = tuple[str, int, int]


def serve(orders: Iterator[str], doors: Path) -> None:
    """Fork a judge for every order, one after another, and say its exit status; clean up behind a grader that died.

    Sandboxes come from a greenhouse, with their doors in `doors`; but a judge that stays needs only one.
    """
    collected: dict[Key, Collected] = {}
    folder = ""
    for line in orders:
        order = json.loads(line)
        if order["job"]["level"] in nursery.ALONE and not order["stays"]:
            open_greenhouse(doors)  # it gets warm while we collect
        gather(collected, order["job"])
        say(judged(collected, order, orders), 1)
        folder = str(order["folder"])
    close_greenhouse()
    shutil.rmtree(doors, ignore_errors=True)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)  # whose it was is dead, or has deleted it


def judged(collected: dict[Key, Collected], order: Mapping[str, Any], orders: Iterator[str]) -> int:
    """Have one order judged, and those after it if the judge stays for them; return the judge's exit status."""
    pid = os.fork()
    if not pid:
        begin(collected, order, orders)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def say(status: int, line: int) -> None:
    """Say how an order has ended, if anybody is left to hear it."""
    with suppress(BrokenPipeError):
        os.write(line, f"{status}\n".encode())


def gather(collected: dict[Key, Collected], job: Mapping[str, Any]) -> None:
    """Collect those hidden tests for a job that are not there yet."""
    for part in job["parts"]:
        if key(part) not in collected:
            collected[key(part)] = collect(part)


def key(part: Mapping[str, Any]) -> Key:
    """Return what hidden tests are known by: when their author changes them, they are others."""
    file = Path(part["tests"]) / f"test_{part['module']}.py"
    facts = file.stat()
    return str(file), facts.st_mtime_ns, facts.st_size


def collect(part: Mapping[str, Any]) -> Collected:
    """Collect the hidden tests of an exercise, in silence: standard output is where we speak ourselves."""
    said, sys.stdout = sys.stdout, sys.stderr
    try:
        made = Collected(Path(part["tests"]), part["module"])
    finally:
        sys.stdout = said
    gc.collect()
    gc.freeze()  # what there is now is there for good: no fork need look at it, and copy it for that
    return made


def begin(collected: dict[Key, Collected], order: Mapping[str, Any], orders: Iterator[str]) -> NoReturn:
    """Become the judge of one job, and of those in `orders` if it stays for them; never returns."""
    status = 2
    try:
        answers = os.dup(1) if order["stays"] else None  # else it must close when our parent dies
        move(Path(order["folder"]))
        judge(collected, order)
        if answers is not None:
            stay(collected, orders, answers)
        nursery.close()
        status = 0
    finally:
        os._exit(status)


def move(folder: Path) -> None:
    """Print into a file in `folder`, and make there what is made: it goes away with it, even if we are killed."""
    output = os.open(folder / "printed", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    for standard in (1, 2):
        os.dup2(output, standard)
    tempfile.tempdir = str(folder)


def stay(collected: dict[Key, Collected], orders: Iterator[str], answers: int) -> None:
    """Say that the first job is done, and do those that are still to come."""
    done(answers)
    for line in orders:
        order = json.loads(line)
        gather(collected, order["job"])
        judge(collected, order)
        done(answers)


def done(answers: int) -> None:
    """Say that a job is done; no stage waits for the next one, which is for another exercise."""
    explorer.retire()
    say(0, answers)


def judge(collected: Mapping[Key, Collected], order: Mapping[str, Any]) -> None:
    """Do one job."""
    for part in order["job"]["parts"]:
        report = Path(order["folder"]) / f"{part['slug']}.json"
        collected[key(part)].run(subject(order["job"], part), part["checks"], report)
    sys.stdout.flush()


def subject(job: Mapping[str, Any], part: Mapping[str, Any]) -> Subject:
    """Return what is to be judged in one part of a job."""
    return Subject(
        module=part["module"],
        file=Path(part["file"]),
        scenarios=Path(part["tests"]) / "scenarios.py",
        seed=job["seed"],
        level=job["level"],
        allowed=tuple(part["allowed"]),
        start_methods=tuple(part["start_methods"]),
        wall=job["wall"],
        defines=tuple(part["defines"]),
    )


if __name__ == "__main__":
    serve(sys.stdin, Path(sys.argv[1]))
