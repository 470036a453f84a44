"""Figures of the explorer on the classic programs (tests/grader/explore/classics): run it on a quiet machine.

    python tests/bench/explorer.py [--memory | --count EXECUTIONS]

Per program: executions visited, distinct interleavings among them, those that ended asleep, milliseconds until the
first bad one (of the whole of `explore` up to there) or until the proof, and one explored execution against one
plain run of the same program on real threads, in turn. `--memory`: resident memory over 100,000 executions.
`--count`: against the distinct interleavings that exhaustive search finds in at most so many executions, also for
smaller instances of the programs that are too large for it ("some left out": it knows interleavings that were not
visited; with Peterson these are turns of a waiting loop that change nothing).
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import ModuleType

from grader.explore import Budget, explore
from grader.explore.dpor import Dpor
from grader.explore.execution import Executor
from grader.explore.exploration import quiet
from tests.grader.explore.programs import CLASSICS, Visited, exhaustive, program_of
from tests.grader.explore.test_classics import SMALLER

ROUNDS = 5
RUNS = 60
MOST = 5000


def main() -> None:
    """Print the table and the medians, or the memory."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--memory", action="store_true")
    plan.add_argument("--count", type=int)
    given = plan.parse_args()
    if given.memory:
        memory()
    elif given.count:
        counts(given.count)
    else:
        table()


def table() -> None:
    """Print one line for each program."""
    print(
        f"{'program':28} {'visited':>7} {'distinct':>8} {'asleep':>6} {'ms to bug':>9} {'ms to proof':>11} {'/ plain':>7}"
    )
    bugs, proofs, ratios = [], [], []
    for path in sorted(CLASSICS.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        found = Visited(text, Dpor(), MOST)
        line = f"{path.stem:28} {found.executions:7} {len(found.interleavings):8} {found.asleep:6}"
        if path.stem.endswith(".bug"):
            bugs.append(statistics.median(to_bug(text) for _ in range(ROUNDS)) * 1e3)
            print(f"{line} {bugs[-1]:9.1f}", flush=True)
        else:  # only these end for sure when they run on real threads
            proofs.append(statistics.median(to_proof(text) for _ in range(ROUNDS)) * 1e3)
            ratios.append(against_plain(text))
            print(f"{line} {'':9} {proofs[-1]:11.1f} {ratios[-1]:7.2f}", flush=True)
    print(f"median: {statistics.median(bugs):.1f} ms to the bug, {statistics.median(proofs):.1f} ms to the proof")
    print(f"one explored execution / one plain run: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")


def counts(most: int) -> None:
    """Print for each program what the reduction visits, of how many interleavings."""
    print(f"{'program':38} {'visited':>7} {'counted':>7} {'ratio':>5} {'exhaustive':>10}")
    for name, text in instances():
        everything, found = Visited(text, exhaustive(text), most), Visited(text, Dpor(), MOST)
        counted = len(everything.interleavings) if everything.complete else None
        ratio = f"{counted:7} {found.executions / counted:5.2f}" if counted else f"{'?':>7} {'':5}"
        left_out = "" if everything.interleavings <= found.interleavings or not found.complete else " some left out"
        print(f"{name:38} {found.executions:7} {ratio} {everything.executions:10}{left_out}", flush=True)


def instances() -> Iterator[tuple[str, str]]:
    """Return the programs, and then smaller ones, by name."""
    for path in sorted(CLASSICS.glob("*.py")):
        yield path.stem, path.read_text(encoding="utf-8")
    for name, (stem, whole, part) in SMALLER.items():
        text = (CLASSICS / f"{stem}.py").read_text(encoding="utf-8")
        yield name, text.replace(whole, part).rpartition("    assert ")[0]


def to_bug(text: str) -> float:
    """Return the seconds from a program's text to its first bad ending."""
    began = time.perf_counter()
    executor, search = Executor(program_of(text), 5000, 0), Dpor()
    with quiet():
        while True:
            run, ending = executor.execute(search)
            if ending.kind != "returned" or ending.uncaught:
                return time.perf_counter() - began
            search.next(run)
            executor.dispose(run)


def to_proof(text: str) -> float:
    """Return the seconds from a program's text to the whole table."""
    began = time.perf_counter()
    explore(program_of(text))
    return time.perf_counter() - began


def against_plain(text: str) -> float:
    """Return the time of one explored execution divided by that of one plain run, the median of some rounds."""
    executor, code = Executor(program_of(text), 5000, 0), compile(text, "student.py", "exec")
    return statistics.median(explored(executor) / plain(code) for _ in range(ROUNDS))


def explored(executor: Executor) -> float:
    """Return the seconds of some explored executions."""
    search = Dpor()
    with quiet():
        began = time.perf_counter()
        for _ in range(RUNS):
            run, _ending = executor.execute(search)
            if not search.next(run):
                search = Dpor()
            executor.dispose(run)
        return time.perf_counter() - began


def plain(code: object) -> float:
    """Return the seconds of as many plain runs on real threads."""
    began = time.perf_counter()
    for _ in range(RUNS):
        space: dict[str, object] = {"__name__": "student"}
        exec(code, space)  # type: ignore[arg-type]
        space["main"]()  # type: ignore[operator]
    return time.perf_counter() - began


def memory() -> None:
    """Print the resident memory on the way through one exploration by 100,000 random walks."""
    text, ran = (CLASSICS / "bounded_buffer.ok.py").read_text("utf-8"), count()

    def call(modules: Mapping[str, ModuleType]) -> object:
        number = next(ran)
        if number % 10_000 == 0:
            os.write(1, f"{number:7} executions: {resident()} MiB\n".encode())
        return modules["student"].main()

    program = replace(program_of(text), call=call)
    table = explore(program, budget=Budget(executions=100_001, total=10**9), search="random", stories="none")
    print(f"{table.executions} executions, {table.search}, {table.seconds:.0f} s")


def resident() -> int:
    """Return this process's resident memory in MiB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") >> 20


if __name__ == "__main__":
    main()
