"""Grade the same path again and again while every core is busy: the scores must be the same each time.

    python tests/bench/same_scores.py [--times 100] [PATH]      (default: solutions/)

Prints each distinct set of outcomes with its number of runs; exits with 1 if there is more than one.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

BUSY = "while True: pass"


def main() -> int:
    """Keep the cores busy, grade, and count the distinct results."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("path", nargs="?", default="solutions", type=Path)
    plan.add_argument("--times", type=int, default=100)
    given = plan.parse_args()
    began = time.monotonic()
    loops = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count() or 1)]
    try:
        found = Counter(outcomes(given.path) for _ in range(given.times))
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
    for result, times in found.most_common():
        print(f"{times:4} x {result}")
    print(f"{given.times} runs, {len(loops)} busy loops, {time.monotonic() - began:.0f} s")
    return 0 if len(found) == 1 else 1


def outcomes(path: Path) -> str:
    """Return points and, for each check that did not pass, its code."""
    command = [sys.executable, "-m", "grader", str(path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    report = json.loads(done.stdout)["submissions"][0]
    codes = {
        f"{exercise['slug']}::{check['name']}": check["code"]
        for exercise in report["exercises"]
        for check in exercise["checks"]
        if check["verdict"] != "passed"
    }
    return f"exit {done.returncode}, {report['score']} of {report['max_score']} points {codes or ''}"


if __name__ == "__main__":
    sys.exit(main())
