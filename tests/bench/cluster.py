"""Grade a class here with two judges, then on a local cluster of two worker processes, and print the ratio.

    python tests/bench/cluster.py [--count 60] [--work DIR]

Both are whole processes, in turn, on the same submissions by the same seed; the cluster has been started before, as a
real one has. Each is run twice and the second time counts, so that workers and caches are warm for both.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.many import ROOT, made
from tests.grader.test_cluster import running, scores

BAR = 1.3  # at most: the wall time on the cluster over that at home


def main() -> int:
    """Grade both ways and print the figures; exit with 1 if the bar is missed or a score differs."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--count", type=int, default=60)
    plan.add_argument("--work", type=Path)
    given = plan.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="cluster-"))
    folder = made(work / "class", given.count)
    with running(work) as (address, _):
        for _again in range(2):
            home, found = timed(folder, "-j", "2")
            away, same = timed(folder, "--cluster", address)
            print(f"here {home:.2f} s, cluster {away:.2f} s, ratio {away / home:.2f} (at most {BAR})", flush=True)
    print(f"scores: {'the same' if found == same else 'DIFFERENT'}; {given.count / away:.1f} submissions a second")
    return 0 if away / home <= BAR and found == same else 1


def timed(folder: Path, *words: str) -> tuple[float, Any]:
    """Grade a class from nothing; return the seconds of wall time and the scores."""
    shutil.rmtree(folder / ".grade", ignore_errors=True)
    command = [sys.executable, "-m", "grader", str(folder), "--course", str(ROOT), "--quiet", "--each", "--seed", "7"]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*command, "--format", "json", *words], capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{words[0]}: cpu {after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.2f} s of its own")
    return wall, scores(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
