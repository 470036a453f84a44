"""Print how long the live checks of the references take, and how long after getting stuck a run is known to be.

    python -m tests.bench.live [--times 10]

Run it on an idle machine: both are wall time. The references are one submission, so the first check of all pays for the
start of their sandbox. From stuck to verdict is measured from the note that the scenario writes just before it waits for
ever to the finding that the check gets.
"""

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from grader import catalog, grade, judging
from grader.judge.finding import Finding
from grader.judge.stage import Memory, Stage, Subject
from grader.model import Exercise, Outcome, Submission
from grader.sandbox import levels, nursery
from grader.workers import workers

COURSE = Path(__file__).parents[2]
LIVE = ("10_", "20_", "30_", "40_", "45_", "80_")
LATER = ("45_process_counter",)  # not one of the first eight
STUCK = {
    "a lock taken twice": "import threading; lock = threading.Lock(); lock.acquire(); {now} lock.acquire()",
    "an empty queue": "import multiprocessing; queue = multiprocessing.Queue(); {now} queue.get()",
    "a child that waits": "import os, signal; child = os.fork() or signal.pause(); {now} os.waitpid(child, 0)",
    "a sleep of an hour": "import time; {now} time.sleep(3600)",
}


def main() -> None:
    """Print both tables."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--times", type=int, default=10)
    times, level = plan.parse_args().times, levels.find().level
    exercises = [one for one in catalog.load(COURSE) if one.slug.startswith(LIVE)]
    files = {one.slug: COURSE / "solutions" / one.slug / one.stub.name for one in exercises}
    with workers(1):
        runs = [seconds(exercises, files, grade.Terms(seed, level)) for seed in range(times)]
    for slug in files:
        print(f"{slug:24} {statistics.median(run[slug] for run in runs):6.3f} s (median of {times})", flush=True)
    print(f"{'together':24} {statistics.median(sum(run.values()) for run in runs):6.3f} s")
    eight = statistics.median(sum(run[slug] for slug in files if slug not in LATER) for run in runs)
    print(f"{'of the first eight':24} {eight:6.3f} s")
    for name, source in STUCK.items():
        print(f"{name:24} {statistics.median(delays(source, level, times)):6.3f} s from stuck to verdict", flush=True)
    judging.close()
    nursery.close()


def seconds(exercises: list[Exercise], files: dict[str, Path], terms: grade.Terms) -> dict[str, float]:
    """Return the seconds of live checks of each exercise of one submission, by slug."""
    scores = grade.graded(exercises, Submission(id=".", files=files), terms).scores
    assert all(outcome.code is None for score in scores for outcome in score.outcomes)
    return {score.exercise.slug: sum(map(live, score.outcomes)) for score in scores}


def live(outcome: Outcome) -> float:
    """Return the seconds of a check that runs processes, 0 for one that explores threads (40 has some)."""
    return 0.0 if "explored" in outcome.evidence else outcome.seconds


def delays(source: str, level: str, times: int) -> list[float]:
    """Return the seconds between getting stuck and the finding."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        student, scenarios = Path(folder, "student.py"), Path(folder, "scenarios.py")
        student.write_text("")
        body = source.format(now="note('now', __import__('time').monotonic());")
        scenarios.write_text(f"from grader.stage import note\n\ndef stuck(student):\n    {body}\n")
        for seed in range(times):
            subject = Subject(module="student", file=student, scenarios=scenarios, seed=seed, level=level)
            stage = Stage(subject=subject, random=random.Random(seed), memory=Memory())
            run = stage.start("stuck")
            try:
                run.finish()
            except Finding:
                found.append(time.monotonic() - float(run.notes[0].info))
            stage.close()
    return found


if __name__ == "__main__":
    main()
