"""A large class: cost of a submission, memory of the grader, and three times kill -9 on the way.

    python tests/bench/many.py [--count 10000] [--small 100] [--exercises 8] [--alike] [-j auto] [--work DIR]

The submissions are made of the references, `right/` and `wrong/` of the exercises from 10 to 80, so many of them each.
Three figures: the CPU time per submission of the large class over that of the small one; how much larger the grader has
grown; and what is in the store of a class that was killed three times and then let run to its end: none twice, none
missing. Every file is judged, unless `--alike`: then those that are the same once, as in any class.
"""

import argparse
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from grader import store

ROOT = Path(__file__).parents[2]
SOLUTIONS = [
    folder for folder in sorted((ROOT / "solutions").iterdir()) if folder.name[:2] in "10 20 30 40 50 60 70 80"
]
KILLS = 3
COST, GROWTH = 1.05, 20  # at most: the ratio of the costs, MB


def main() -> int:
    """Grade both classes and print the figures; exit with 1 if a bar is missed."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--count", type=int, default=10_000)
    plan.add_argument("--small", type=int, default=100)
    plan.add_argument("--exercises", type=int, default=len(SOLUTIONS))
    plan.add_argument("--alike", action="store_true")
    plan.add_argument("--work", type=Path)
    plan.add_argument("-j", default="auto")
    given = plan.parse_args()
    words = ["-j", given.j, *([] if given.alike else ["--each"])]
    work = given.work or Path(tempfile.mkdtemp(prefix="many-"))
    small, peak = graded(made(work / "small", given.small, given.exercises, given.small), words, kills=0)
    large, top = graded(made(work / "large", given.count, given.exercises, given.small), words, kills=KILLS)
    print(f"cpu per submission: {small:.3f} s of {given.small}, {large:.3f} s of {given.count}")
    print(f"ratio {large / small:.3f} (at most {COST})")
    print(f"memory of the grader: {peak:.0f} MB, {top:.0f} MB: {top - peak:+.0f} (at most {GROWTH})")
    whole = complete(work / "large", given.count)
    again(work / "large", words)
    return 0 if whole and large / small <= COST and top - peak <= GROWTH else 1


def made(folder: Path, count: int, exercises: int = len(SOLUTIONS), small: int = 100) -> Path:
    """Return a class of `count`, each with some solution of so many exercises; it is a `small` one again and again."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(count):
        chance = random.Random(number % small)
        for exercise in chance.sample(SOLUTIONS, exercises):
            choices = sorted([*exercise.glob("*.py"), *exercise.glob("right/*.py"), *exercise.glob("wrong/*.py")])
            target = folder / f"s{number:05}" / exercise.name / f"{exercise.name[3:]}.py"
            target.parent.mkdir(parents=True)
            shutil.copy(chance.choice(choices), target)
    return folder


def graded(folder: Path, words: list[str], kills: int) -> tuple[float, float]:
    """Grade a class, killed on the way; return the last run's CPU seconds per submission, and the grader's MB."""
    count = sum(1 for one in folder.iterdir() if one.name[0] != ".")
    for kill in range(1, kills + 1):
        running = started(folder, words)
        while running.poll() is None and kept(folder) < count * kill / (kills + 1):
            time.sleep(0.1)
        running.send_signal(signal.SIGKILL)
        running.wait()
        print(f"killed with {kept(folder):.0f} of {count} in the store", flush=True)
    before, left, most = cpu(), count - kept(folder), 0.0
    running = started(folder, words)
    while running.poll() is None:
        most = max(most, memory(running.pid))
        time.sleep(0.1)
    return (cpu() - before) / left, most


def memory(pid: int) -> float:
    """Return the most MB that a process has used so far."""
    try:
        rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("VmHWM")), 0)


def started(folder: Path, words: list[str]) -> "subprocess.Popen[bytes]":
    """Start to grade a class."""
    command = [sys.executable, "-m", "grader", str(folder), "--course", str(ROOT), *words, "--quiet"]
    return subprocess.Popen([*command, "--exit-zero"], stdout=subprocess.DEVNULL)


def kept(folder: Path) -> float:
    """Return how many submissions are in the store."""
    try:
        with closing(sqlite3.connect(store.beside(folder))) as file:
            return float(file.execute("SELECT count(DISTINCT id) FROM scores").fetchone()[0])
    except sqlite3.Error:
        return 0


def cpu() -> float:
    """Return the seconds of CPU time of all who were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def complete(folder: Path, count: int) -> bool:
    """Print whether every submission is in the store once; return it."""
    with closing(sqlite3.connect(store.beside(folder))) as file:
        twice = file.execute("SELECT count(*) FROM scores WHERE times > 1").fetchone()[0]
        there = file.execute("SELECT count(DISTINCT id) FROM scores").fetchone()[0]
    ungraded = sum(score.ungraded for result in store.read(store.beside(folder)).results for score in result.scores)
    print(f"in the store: {there} of {count}, {twice} graded twice, {ungraded} not graded")
    return bool(there == count and not twice)


def again(folder: Path, words: list[str]) -> None:
    """Print what it costs to grade a class of which nothing has changed, and one of which one file has."""
    for change in (False, True):
        if change:
            file = next(folder.glob("s00000/*/*.py"))
            file.write_text(file.read_text() + "\n")
        began = time.perf_counter()
        running = started(folder, words)
        running.wait()
        print(f"{'one' if change else 'nothing'} changed: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
