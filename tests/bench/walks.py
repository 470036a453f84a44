"""Executions until the bug, on programs that are hard for random search: selectively uniform walks against naive ones.

    python tests/bench/walks.py [--seeds 20] [--most 3000]

Per program the mean over the seeds, where a walk that never meets the bug counts as `--most`, and how many met it.
"""

import argparse
import statistics
from collections.abc import Callable
from random import Random

from grader.explore.execution import Executor
from grader.explore.exploration import Search, quiet
from grader.explore.walk import Selective, Walk
from tests.grader.explore.programs import program_of

TOGETHER = """
import queue, threading
def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
PROGRAMS = {
    "reorder, 5 setters": """
a = b = 0
def set_both():
    global a, b
    a = 1
    b = -1
def check():
    seen = a, b
    assert seen in ((0, 0), (1, -1)), seen
def main(): together(*[set_both] * 5, check)
""",
    "reorder, 10 setters": """
a = b = 0
def set_both():
    global a, b
    a = 1
    b = -1
def check():
    seen = a, b
    assert seen in ((0, 0), (1, -1)), seen
def main(): together(*[set_both] * 10, check)
""",
    "two stages, 8 writers": """
first = second = 0
one, two = threading.Lock(), threading.Lock()
def write():
    global first, second
    with one: first = 1
    with two: second = first + 1
def read():
    with one: a = first
    if a:
        with two: assert second == a + 1
def main(): together(*[write] * 8, read)
""",
    "late in a long thread": """
x, seen = 0, []
def long():
    global x
    for n in range(20): x = n
    seen.append(x)
def short():
    global x
    x = -1
def main():
    together(long, short)
    assert seen[0] != -1
""",
    "one step between two": """
x = 0
def busy():
    global x
    for _ in range(8): x += 1
def watch():
    global x
    before = x
    after = x
    assert not (before == 0 and after == 8)
def main(): together(busy, watch)
""",
    "work stealing": """
items, head, tail, lock, taken = [10, 11, 12, 13, 14, 15], 0, 6, threading.Lock(), []
def owner():
    global tail
    for _ in range(6):
        tail -= 1
        if head <= tail: taken.append(items[tail])
        else: tail += 1
def thief():
    global head
    for _ in range(6):
        with lock:
            if head < tail:
                taken.append(items[head])
                head += 1
def main():
    together(owner, thief)
    assert len(taken) == len(set(taken)), taken
""",
    "five philosophers": """
forks = [threading.Lock() for _ in range(5)]
def dine(n):
    for _ in range(2):
        with forks[n], forks[(n + 1) % 5]: pass
def main(): together(*[lambda n=n: dine(n) for n in range(5)])
""",
    "two transfers with a long preparation": """
a, b, done = threading.Lock(), threading.Lock(), 0
def prepare(n):
    global done
    for _ in range(n): done += 1
def forth():
    prepare(1)
    with a, b: pass
def back():
    prepare(25)
    with b, a: pass
def main(): together(forth, back)
""",
}  # fmt: skip


def main() -> None:
    """Print one line for each program and the median ratio."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--seeds", type=int, default=20)
    plan.add_argument("--most", type=int, default=3000)
    given = plan.parse_args()
    ratios = []
    print(f"{'program':40} {'naive':>8} {'met':>5} {'SURW':>8} {'met':>5} {'ratio':>6}")
    for name, text in PROGRAMS.items():
        naive = [until_bug(TOGETHER + text, Walk, seed, given.most) for seed in range(given.seeds)]
        surw = [until_bug(TOGETHER + text, Selective, seed, given.most) for seed in range(given.seeds)]
        ratios.append(statistics.mean(naive) / statistics.mean(surw))
        print(f"{name:40} {told(naive, given.most)} {told(surw, given.most)} {ratios[-1]:6.1f}", flush=True)
    print(f"median ratio {statistics.median(ratios):.1f}, least {min(ratios):.1f}")


def told(counts: list[int], most: int) -> str:
    """Return the mean and how many are less than `most`."""
    return f"{statistics.mean(counts):8.1f} {sum(count < most for count in counts):5}"


def until_bug(text: str, walk: Callable[[Random], Search], seed: int, most: int) -> int:
    """Return how many executions it took until the first bad ending, at most `most`."""
    executor, search = Executor(program_of(text), 5000, 0), walk(Random(seed))
    with quiet():
        for count in range(1, most):
            run, ending = executor.execute(search)
            if ending.kind != "returned" or ending.uncaught:
                return count
            search.next(run)
            executor.dispose(run)
    return most


if __name__ == "__main__":
    main()
