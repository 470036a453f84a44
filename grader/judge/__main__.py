"""The judge: one job in a process of its own, pytest-json-report's file as the result.

What is started is a warm process that has loaded pytest and nothing of any job. It forks a judge for every line on
its standard input, a job as JSON, and says how that one ended. A judge and its warm parent share a process group.
"""

import importlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from grader.judge.plugin import Judge
from grader.judge.stage import Subject
from grader.sandbox import nursery


def serve(orders: Iterable[str]) -> None:
    """Fork a judge for every order, one after another, and say its exit status."""
    importlib.import_module("pytest_jsonreport.plugin")  # loaded here once, not in every judge
    for order in orders:
        pid = os.fork()
        if not pid:
            begin(**json.loads(order))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        sys.stdout.flush()


def begin(job: dict[str, Any], folder: str) -> None:
    """Become the judge of one job, with all that it prints and makes in `folder`; never returns."""
    status = 2
    try:
        output = os.open(Path(folder) / "printed", os.O_CREAT | os.O_WRONLY, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for given, standard in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(given, standard)
        tempfile.tempdir = folder  # boxes are made there, so that they go away with it even if the judge is killed
        status = int(main(job, str(Path(folder) / "report.json")))
        sys.stdout.flush()
        nursery.close()
    finally:
        os._exit(status)


def main(job: dict[str, Any], report: str) -> int:
    """Run the hidden tests of `job` and write their report to the file `report`."""
    tests = Path(job["tests"])
    subject = Subject(
        module=job["module"],
        file=Path(job["file"]),
        scenarios=tests / "scenarios.py",
        seed=job["seed"],
        level=job["level"],
        allowed=tuple(job["allowed"]),
        wall=job["wall"],
        defines=tuple(job["defines"]),
    )
    judge = Judge(lambda _: subject, job["checks"])
    return pytest.main([*arguments(tests, job["module"]), f"--json-report-file={report}"], plugins=[judge])


def arguments(tests: Path, module: str) -> list[str]:
    """Return pytest's arguments: these tests alone, with no setting or plugin of whoever runs us."""
    return [
        str(tests / f"test_{module}.py"),
        *("-c", os.devnull, "--rootdir", str(tests), "--noconftest", "--import-mode=importlib"),
        *("--disable-plugin-autoload", "-p", "no:cacheprovider"),
        *("-p", "pytest_jsonreport.plugin", "--json-report"),
        *("-q", "--tb=native", "--no-header"),
    ]


if __name__ == "__main__":
    serve(sys.stdin)
