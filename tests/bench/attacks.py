"""Hand in every attack of tests/grader/attacks again and again, alone and in a batch with honest submissions between.

    python -m tests.bench.attacks [--times 20] [--batches 1] [PART]      (PART: only attacks with this in their name)

Prints undeserved points, leaks, leftovers, seconds; what is known to succeed is counted apart. Exits with 1 if anything
came out that must not.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.model import Score
from grader.workers import workers
from tests.grader.attacks.attack import Attack, attacks
from tests.grader.attacks.ground import HONEST, Ground, family, prepared

JOBS = 8  # on two cores: most attacks only wait


def main() -> int:
    """Let the attacks loose and count what they gain."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("part", nargs="?", default="")
    plan.add_argument("--times", type=int, default=20)
    plan.add_argument("--batches", type=int, default=1)
    given = plan.parse_args()
    suite = [one for one in attacks() if given.part in one.name]
    folder = Path(tempfile.mkdtemp(prefix="threadlings-attacks-"))
    began = time.monotonic()
    try:
        with prepared(folder) as ground:
            gains = Counter(gain for _ in range(given.times) for one in suite for gain in alone(ground, one))
            before = family()
            gains.update(gain for _ in range(given.batches) for gain in batch(ground, suite))
            gains.update([*ground.left(before), *ground.harmed()])
    finally:
        shutil.rmtree(folder)
    for gain, times in sorted(gains.items()):
        print(f"{times:4} x {gain}")
    known = sum(times for gain, times in gains.items() if gain.startswith("known"))
    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{len(suite)} attacks, {given.times} times and in {given.batches} batches: {gains.total() - known} gains, {known} known"
    )
    print(f"{time.monotonic() - began:.0f} s, {used:.0f} s of CPU time")
    return 1 if gains.total() > known else 0


def alone(ground: Ground, attack: Attack) -> Iterable[str]:
    """Give in words what an attack gained, or broke for the next submission."""
    found = ground.meet(attack)
    gains = [*found.wrongs, *undeserved(attack, found.score)]
    return [f"{'known: ' if attack.succeeds else ''}{attack.name}: {gain}" for gain in gains]


def batch(ground: Ground, suite: Sequence[Attack]) -> Iterable[str]:
    """Grade all attacks, several at once and an honest submission after each; give what honest ones have lost."""
    slugs = [one.exercise for one in suite]

    def work(turn: tuple[int, bool]) -> Score:
        place, hostile = turn
        return ground.graded(suite[place], f"batch{place}") if hostile else ground.honest(slugs[place])

    turns = [(place, hostile) for place in range(len(suite)) for hostile in (True, False)]
    with workers(JOBS) as run_all:
        scores = dict(run_all(work, turns))
    for (place, hostile), score in sorted(scores.items(), key=lambda pair: turns.index(pair[0])):
        attack = suite[place]
        if hostile:
            known = "known: " if attack.succeeds else ""
            yield from (f"{known}{attack.name}: {gain}, in the batch" for gain in undeserved(attack, score))
        elif score.points != score.exercise.max_score:
            yield f"{HONEST[slugs[place]]}, honest, beside {attack.name}: {score.points} points"


def undeserved(attack: Attack, score: Score) -> Iterable[str]:
    """Give what is better or worse in a score than it should be."""
    if score.points != attack.points:
        yield f"{score.points} points instead of {attack.points}"
    for code in sorted({outcome.code for outcome in score.outcomes if outcome.code} - attack.codes):
        yield f"code {code}"


if __name__ == "__main__":
    sys.exit(main())
