"""Where the time of one submission goes: a judge as it runs in a class, each of its parts timed.

    python tests/bench/where.py [--times 5] [PATH]      (default: solutions/)

Prints, for one submission, the milliseconds of wall time that the judge spends in each part, the median of so many
runs, and the CPU time of the judge and of its sandbox. What is inside of another part is in both.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from grader import catalog, submissions, watch
from grader.grade import part
from grader.judge import exchange, run, stage
from grader.judge.__main__ import begin, collect, key
from grader.model import Job
from grader.sandbox import levels, nursery, process

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("start of the sandbox", nursery.Nursery, "start"),
    ("fork of a stage", nursery.Nursery, "bear"),
    ("fork to hello", exchange.Exchange, "_begin"),
    ("wait for an answer", exchange.Exchange, "wait"),
    ("settle", run.Run, "_settle"),
    ("explore", stage.Stage, "_explore"),
    ("look at all processes", watch, "parents"),
    ("end of a stage", process.StageProcess, "end"),
    ("end of the sandbox", nursery, "close"),
)


def main() -> None:
    """Judge a submission several times and print the medians."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("path", nargs="?", default="solutions", type=Path)
    plan.add_argument("--times", type=int, default=5)
    given = plan.parse_args()
    exercises, submission = submissions.find(catalog.load(catalog.course(given.path)), given.path)
    parts = [part(one, file) for one in exercises if (file := submission.files.get(one.slug))]
    job = asdict(Job(submission=".", parts=tuple(parts), seed=1, level=levels.find().level))
    order = {"job": job, "stays": False}
    began = time.perf_counter()
    collected = {key(one): collect(one) for one in job["parts"]}
    print(f"{'once: collect all hidden tests':<32}{1000 * (time.perf_counter() - began):9.1f} ms")
    rows = [judged(lambda folder: begin(collected, {**order, "folder": folder}, iter(()))) for _ in range(given.times)]
    for name in rows[0]:
        print(f"{name:<32}{1000 * median(row[name] for row in rows):9.1f} ms")


def judged(work: Callable[[str], Any]) -> dict[str, float]:
    """Fork a judge, have it do its work, and return the seconds of each part."""
    reads, writes = os.pipe()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        if not (pid := os.fork()):
            spent: Counter[str] = Counter()
            for name, owner, function in PARTS:
                setattr(owner, function, timed(getattr(owner, function), name, spent))
            leave = os._exit

            def end(status: int) -> None:
                used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
                cpu = [one.ru_utime + one.ru_stime for one in used]
                os.write(writes, json.dumps({**spent, "cpu: judge": cpu[0], "cpu: sandbox": cpu[1]}).encode())
                leave(status)

            os._exit = end  # type: ignore[assignment]  # the judge's last word
            work(folder)
        os.waitpid(pid, 0)
        whole = time.perf_counter() - began
        said: dict[str, float] = json.loads(os.read(reads, 1 << 16))
    os.close(reads)
    os.close(writes)
    return {"the whole submission": whole, **{name: said.get(name, 0.0) for name, *_ in PARTS}, **said}


def timed(function: Callable[..., Any], name: str, spent: "Counter[str]") -> Callable[..., Any]:
    """Return `function` with its time added up under `name`."""

    def call(*args: Any, **more: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*args, **more)
        finally:
            spent[name] += time.perf_counter() - began  # type: ignore[assignment]  # seconds, not a count

    return call


if __name__ == "__main__":
    main()
