"""Hand one job to a judge process and bring back what it reported; the judge's own death is our fault."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader.model import Job, Raw

LIMIT = 1800.0  # seconds; every request inside has a limit of its own, so this is for a judge that hangs itself


def run(job: Job) -> Raw:
    """Judge one exercise of one submission in a process of its own; `job.file` is read there, never here."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="threadlings-judge-") as folder:
        report = Path(folder) / "report.json"
        reason = judged(job, report)
        return Raw(report=read(report), reason=reason, seconds=time.monotonic() - start)


def judged(job: Job, report: Path) -> str:
    """Run the judge process to its end and return what it printed."""
    # boxes are made in TMPDIR, so that they go away with the report's folder even if the judge is killed
    env = {**os.environ, "TMPDIR": str(report.parent), "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    with subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        [sys.executable, "-m", "grader.judge", str(report)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=env,
        start_new_session=True,
        text=True,
        errors="replace",
    ) as judge:
        try:
            printed, _ = judge.communicate(json.dumps(asdict(job)), LIMIT)
        except subprocess.TimeoutExpired:
            return f"the judge did not end within {LIMIT:.0f} s"
        finally:
            if judge.poll() is None:
                os.killpg(judge.pid, signal.SIGKILL)
        return printed if judge.returncode in (0, 1) else f"the judge ended with status {judge.returncode}\n{printed}"


def read(report: Path) -> dict[str, Any] | None:
    """Return the report, or None if there is none that can be read."""
    try:
        return dict(json.loads(report.read_bytes()))
    except (FileNotFoundError, ValueError):
        return None
