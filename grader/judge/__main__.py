"""The judge process: one job as JSON on stdin, pytest-json-report's file as the result."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.judge.plugin import Judge
from grader.judge.stage import Subject


def main(job: dict[str, Any], report: str) -> int:
    """Run the hidden tests of `job` and write their report to the file `report`."""
    tests = Path(job["tests"])
    subject = Subject(module=job["module"], file=Path(job["file"]), scenarios=tests / "scenarios.py", seed=job["seed"])
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
    sys.exit(main(json.load(sys.stdin), sys.argv[1]))
