"""Grade the author's submissions of the live exercises again and again, more at once than there are cores.

    python -m tests.bench.stability [-n 1000] [-k 200] [--jobs 8] [--from FILE] [PART ...]   (PART: how a slug begins)

The reference and right/ are graded -n times each, every wrong/ -k times. A run deviates if any check gives another code
than the author says. Eight gradings at a time on two cores are a fourfold overload. A file is one submission, so its
judges stay, each with one sandbox. Prints a row as each submission is done and exits with 1 if anything deviated. It
takes hours: to go on where an earlier run was ended, name --from which file.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from itertools import dropwhile
from pathlib import Path

from grader import catalog, grade
from grader.model import Exercise
from grader.sandbox import levels
from grader.sitting import sitting
from grader.verify import Places, Trial, differences, tried
from grader.workers import workers

COURSE = Path(__file__).parents[2]
LIVE = ("10_", "20_", "30_", "40_", "45_", "80_")


def main() -> int:
    """Print the table."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("parts", nargs="*", default=LIVE)
    plan.add_argument("-n", type=int, default=1000, help="runs of the reference and of each right/")
    plan.add_argument("-k", type=int, default=200, help="runs of each wrong/")
    plan.add_argument("--from", dest="first", default="", help="begin with this one, as the table names it")
    plan.add_argument("--jobs", type=int, default=4 * (os.cpu_count() or 1))
    given = plan.parse_args()
    began, total, level = time.monotonic(), Counter[str](), levels.find().level
    with tempfile.TemporaryDirectory() as scratch, workers(given.jobs) as run_all:
        for exercise in catalog.load(COURSE):
            if not any(exercise.slug.startswith(part) for part in given.parts):
                continue
            trials = Places(COURSE, exercise, Path(scratch)).trials()
            for trial in dropwhile(lambda one: given.first not in ("", one.name), trials):
                times = given.k if trial.name.startswith("wrong/") else given.n
                if trial.name.startswith("stub") or not times:
                    continue
                terms = [grade.Terms(seed, level) for seed in range(times)]
                with sitting(given.jobs) as judges:
                    one = partial(deviation, exercise, trial, judges.run)
                    found = Counter(fault for _, fault in run_all(one, terms) if fault)
                total.update(runs=times, deviations=found.total())
                print(f"{exercise.slug:24} {trial.name:44} {times:5} runs {found.total():4} deviations", flush=True)
                for fault, count in found.most_common():
                    print(f"    {count:4} x {fault}", flush=True)
    if not total["runs"]:
        plan.error("nothing to run: no exercise, or none of its files, is called that")
    spent = time.monotonic() - began
    print(f"{total['runs']} runs, {total['deviations']} deviations, {given.jobs} at a time, {spent:.0f} s")
    return 1 if total["deviations"] else 0


def deviation(exercise: Exercise, trial: Trial, judge: grade.Judge, terms: grade.Terms) -> str:
    """Grade once and return in words how it differs from what the author says; empty if it does not."""
    return "; ".join(differences(trial, tried(exercise, terms, judge, trial)))


if __name__ == "__main__":
    sys.exit(main())
