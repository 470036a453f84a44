"""Kill what student code runs in, at random moments, and print what the judge says each time.

    python -m tests.bench.killed [--times 200] [--seed 0]

Killed with SIGKILL is, at every level that works here: a stage at live work, one that explores, the warm process that
bore it, and the outermost process of the sandbox. Whatever came too late counts as answered; the exit status is 1 if
there was anything else than an answer or C402 with signal 9, or if the stage that followed did not answer.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from grader.judge.exchange import Exchange
from grader.judge.finding import Finding
from grader.judge.stage import Memory, Stage, Subject
from grader.sandbox import levels, nursery
from grader.sandbox.limits import EXPLORE

SCENARIO = "def ask(student):\n    return student.main()\n"
STUDENT = """
import threading
total = 0
def add():
    global total
    total += 1
def main():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for one in threads: one.start()
    for one in threads: one.join()
    return total
"""
WHOM = ("live", "explore", "warm", "outermost")
FINE = {"answered", "C402 9"}
REQUEST = {
    "op": "explore", "module": "student", "scenario": "ask", "inputs": {}, "seed": 0, "steps": 1000, "total": 100_000, "allowed": (),
    "scenarios": SCENARIO, "controls": [1, 2], "executions": 100, "stories": "none", "watch": {},
}  # fmt: skip


def main() -> int:
    """Print the table."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--times", type=int, default=200)
    plan.add_argument("--seed", type=int, default=0)
    given = plan.parse_args()
    fine = True
    for level in [level for level in levels.NAMES if not levels.trouble(level)]:
        for whom in WHOM:
            told = killed(level, whom, given.times, random.Random(given.seed))
            fine = fine and told.keys() <= FINE and killed(level, whom, 1, None).keys() == {"answered"}
            print(f"{level} {whom:10} {dict(told)}", flush=True)
        nursery.close()
    return 0 if fine else 1


def killed(level: str, whom: str, times: int, dice: random.Random | None) -> Counter[str]:
    """Kill so many times, at moments that the dice choose, never without dice; count what the judge made of it."""
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file, scenarios = Path(folder, "student.py"), Path(folder, "scenarios.py")
        file.write_text(STUDENT)
        scenarios.write_text(SCENARIO)
        subject = Subject(module="student", file=file, scenarios=scenarios, seed=0, level=level)
        stage = Stage(subject=subject, random=random.Random(0), memory=Memory())
        for _ in range(times):
            try:
                (explored if whom == "explore" else live)(stage, lambda one: strike(one, level, whom, dice))
                told["answered"] += 1
            except Finding as found:
                told[f"{found.code} {found.evidence.get('signal')}"] += 1
        stage.close()
    return told


def strike(exchange: Exchange, level: str, whom: str, dice: random.Random | None) -> None:
    """Kill whom, after a while; nobody without dice."""
    for _ in range(dice.randrange(30) if dice else 0):
        exchange.pump(0.001)
    if dice:
        warm = nursery.nursery(level)
        victims = {"warm": warm.pid, "outermost": warm.outermost.pid}
        os.kill(victims.get(whom, exchange.stage.pid), signal.SIGKILL)


def live(stage: Stage, meanwhile: Callable[[Exchange], None]) -> None:
    """Run the scenario on the real operating system."""
    run = stage.start("ask")
    meanwhile(run.exchange)
    run.finish()


def explored(stage: Stage, meanwhile: Callable[[Exchange], None]) -> None:
    """Explore the scenario."""
    files = {"student.py": STUDENT.encode()}
    exchange = Exchange(EXPLORE, level=stage.subject.level, op="explore", files=files, scenarios=SCENARIO)
    try:
        exchange.ask(REQUEST)
        meanwhile(exchange)
        exchange.wait()
    finally:
        exchange.close()


if __name__ == "__main__":
    sys.exit(main())
