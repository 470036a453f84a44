"""The reduction against exhaustive search on many random programs, and every counterexample replayed.

    python tests/bench/random_programs.py [--programs 10000] [--from SEED] [--counterexamples 10000] [--most 2000]
                                          [--futures 0] [--pools 0]

Programs whose exhaustive search is not finished after `--most` executions are not counted: of these it is only asked
whether so many random walks come to an outcome that the reduction says there is not. `--futures` are programs about
futures, whose methods happen at once, compared with the same programs and CPython's own methods; `--pools` are programs
about executors, whose tasks are threads, compared with CPython's workers. Prints each difference as it is found; exits
with 1 if there was any.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from itertools import count

from grader.explore import Budget, explore, replay
from grader.explore.dpor import Dpor
from grader.explore.gathering import canonical
from grader.explore.walk import Walk
from tests.grader.explore import futures, pools
from tests.grader.explore.programs import Visited, exhaustive, program_of, random_program

About = tuple[Callable[[int], str], str, Callable[[Visited], set[object]]]
FUTURES: About = futures.random_futures, futures.NAMES_THE_LOCK, futures.outcomes
POOLS: About = pools.random_pool, pools.NAMES_THE_WORKERS, pools.outcomes
"""How a program about them is made, what added to it gives it CPython's own, and what of it is compared."""


def main() -> int:
    """Compare, replay, and count."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--programs", type=int, default=10_000)
    plan.add_argument("--counterexamples", type=int, default=10_000)
    plan.add_argument("--from", type=int, default=0, dest="first")
    plan.add_argument("--most", type=int, default=2000)
    plan.add_argument("--futures", type=int, default=0)
    plan.add_argument("--pools", type=int, default=0)
    given = plan.parse_args()
    began, differences = time.monotonic(), compared(given.first, given.programs, given.most)
    for name, about in (("futures", FUTURES), ("pools", POOLS)):
        differences += both_grains(name, about, given.first, getattr(given, name), given.most)
    misses = replayed(given.first, given.counterexamples)
    print(f"{differences} differences, {misses} misses, {time.monotonic() - began:.0f} s")
    return 1 if differences or misses else 0


def compared(first: int, programs: int, most: int) -> int:
    """Compare the outcomes of so many programs, each of at most `most` executions; return for how many they differ."""
    done = differences = walked = visited = distinct = 0
    for seed in count(first):
        if done == programs:
            break
        text = random_program(seed)
        everything, found = Visited(text, exhaustive(text), most), Visited(text, Dpor(), most)
        if everything.complete:
            done, visited, distinct = done + 1, visited + found.executions, distinct + len(found.interleavings)
            wrong = everything.outcomes ^ found.outcomes or not found.complete
        else:
            walked += found.complete
            wrong = found.complete and walked_to(text, seed, most) - found.outcomes
        if wrong:
            differences += 1
            print(f"seed {seed}: {len(found.outcomes)} outcomes, {wrong}", flush=True)
    figures = f"{visited} executions, {distinct} distinct"
    print(f"{done} programs compared, {walked} too large and compared with walks; {figures}", flush=True)
    return differences


def both_grains(name: str, about: About, first: int, programs: int, most: int) -> int:
    """Compare so many programs at the grain of the search and at CPython's; return for how many the outcomes differ."""
    made, fine, outcomes = about
    done = differences = visited = plain = 0
    for seed in count(first):
        if done == programs:
            break
        everything = Visited(made(seed) + fine, Dpor(), most)
        if everything.complete:
            found = Visited(made(seed), Dpor(), most)
            done, visited, plain = done + 1, visited + found.executions, plain + everything.executions
            if outcomes(everything) != outcomes(found) or not found.complete:
                differences += 1
                print(f"{name}, seed {seed}: {len(found.outcomes)} outcomes, {len(everything.outcomes)}", flush=True)
    print(f"{done} programs about {name} compared; {visited} executions, {plain} with CPython's own", flush=True)
    return differences


def walked_to(text: str, seed: int, walks: int) -> set[object]:
    """Return the outcomes that random walks come to."""
    return Visited(text, Walk(random.Random(seed)), walks).outcomes


def replayed(first: int, counterexamples: int) -> int:
    """Replay so many outcomes from their tokens; return how many end otherwise than they should."""
    done = misses = 0
    for seed in count(first):
        if done >= counterexamples:
            break
        program = program_of(random_program(seed))
        for outcome in explore(program, budget=Budget(executions=200)).outcomes:
            again = replay(program, outcome.schedule)
            done += 1
            if key(again) != key(outcome):
                misses += 1
                print(f"seed {seed}: {outcome.schedule} gives {again.kind} instead of {outcome.kind}", flush=True)
    print(f"{done} schedules replayed", flush=True)
    return misses


def key(outcome: object) -> object:
    """Return what must be the same again."""
    parts = ("kind", "error", "uncaught", "waits", "left", "story")
    return canonical(outcome.value), *(getattr(outcome, part) for part in parts)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
