"""The judge: one submission in a process of its own, a pytest-json-report of each exercise as the result.

What is started is a warm process that has loaded pytest and collected hidden tests, and knows no submission. It forks
a judge for every line on its standard input, a job as JSON, and says how that one ended. A judge and its warm parent
share a process group.
"""

import gc
import importlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from grader.judge.collected import Collected
from grader.judge.stage import Subject
from grader.sandbox import nursery

Key = tuple[str, int, int]


def serve(orders: Iterable[str]) -> None:
    """Fork a judge for every order, one after another, and say its exit status; clean up behind a grader that died."""
    collected: dict[Key, Collected] = {}
    folder = ""
    for line in orders:
        folder = judged(json.loads(line), collected)
    if folder:
        shutil.rmtree(folder, ignore_errors=True)  # nobody ends us but by a signal: whose folder it was is dead


def judged(order: Mapping[str, Any], collected: dict[Key, Collected]) -> str:
    """Have one order judged, say the exit status, and return the folder that it was given."""
    for part in order["job"]["parts"]:
        if key(part) not in collected:
            collected[key(part)] = collect(part)
    pid = os.fork()
    if not pid:
        begin(collected, **order)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with suppress(BrokenPipeError):
        os.write(1, f"{status}\n".encode())
    return str(order["folder"])


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


def begin(collected: Mapping[Key, Collected], job: Mapping[str, Any], folder: str) -> NoReturn:
    """Become the judge of one job, with all that it prints and makes in `folder`; never returns."""
    status = 2
    try:
        output = os.open(Path(folder) / "printed", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for given, standard in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(given, standard)
        tempfile.tempdir = folder  # boxes are made there, so that they go away with it even if the judge is killed
        for part in job["parts"]:
            collected[key(part)].run(subject(job, part), part["checks"], Path(folder) / f"{part['slug']}.json")
        sys.stdout.flush()
        nursery.close()
        status = 0
    finally:
        os._exit(status)


def subject(job: Mapping[str, Any], part: Mapping[str, Any]) -> Subject:
    """Return what is to be judged in one part of a job."""
    return Subject(
        module=part["module"],
        file=Path(part["file"]),
        scenarios=Path(part["tests"]) / "scenarios.py",
        seed=job["seed"],
        level=job["level"],
        allowed=tuple(part["allowed"]),
        wall=job["wall"],
        defines=tuple(part["defines"]),
    )


if __name__ == "__main__":
    importlib.import_module("pytest_jsonreport.plugin")  # loaded once, not for every exercise
    serve(sys.stdin)
