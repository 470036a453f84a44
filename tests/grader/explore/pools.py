"""Random programs in which an executor's tasks and the main thread share a little, and wait for each other."""

import random
import textwrap

from tests.grader.explore.programs import Visited

NAMES_THE_WORKERS = "\ndef never(pool): return pool._threads\n"
"""Added to a program, this gives it CPython's workers: it might ask which of them does a task."""

HEAD = """
import threading, time
from concurrent.futures import *
x, log, futures = 0, [], []
lock, event, permits, pair = threading.Lock(), threading.Event(), threading.Semaphore(0), threading.Barrier(2)
marks = dict.fromkeys(range(9), 0)
def attempt(job, *arguments):
    try: return job(*arguments)
    except Exception as error: return type(error).__name__
"""
TASK = (
    "x += 1",
    "x += 1",
    "with lock: x += 1",
    "log.append(N)",
    "out += (x,)",
    "out += (marks[M],)",
    "event.set()",
    "out += (event.wait(1),)",
    "permits.release()",
    "out += (permits.acquire(timeout=1),)",
    "out += (attempt(pair.wait, 1),)",
    "raise ValueError(N)",
    "time.sleep(1)",
    "futures.append(pool.submit(later, N))",
    "out += (attempt(futures[0].result, 1),)",
    "out += (attempt(pool.submit, later, N) is None,)",
    "pool.shutdown(wait=False)",
)
MAIN = (
    "futures.append(pool.submit(job, N))",
    "futures.append(pool.submit(job, N))",
    "futures.append(pool.submit(job, N))",
    "log.append('main')",
    "out += (attempt(futures[-1].result),)",
    "out += (futures[-1].done(),)",
    "out += (futures[-1].cancel(),)",
    "futures[0].add_done_callback(lambda _: log.append('called'))",
    "out += (len(wait(futures, return_when=FIRST_COMPLETED).done),)",
    "out += tuple(futures.index(one) for one in as_completed(list(futures)))",
    "event.set()",
    "out += (x,)",
    "out += (marks[M],)",
    "permits.release()",
    "pool.shutdown()",
)


def outcomes(found: Visited) -> set[object]:
    """Return the outcomes, without who is left and who waits for what: CPython's workers may be fewer."""
    return {outcome[:-2] for outcome in found.outcomes}  # type: ignore[index]  # see `key_of`


def random_pool(seed: int) -> str:
    """Return a program about one executor of up to three workers, the same for the same seed."""
    rng = random.Random(seed)
    lines = [f"pool = ThreadPoolExecutor({rng.choice([1, 2, 2, 3])})"]
    lines += ["futures.append(pool.submit(job, 0))", *rng.choices(MAIN, k=rng.choice([1, 2, 3]))]
    lines += [rng.choice(["pool.shutdown()", "pool.shutdown()", "pool.shutdown(wait=False)", "del pool", ""])]
    parts = [HEAD, function("later", ["log.append(n)"]), "def job(n):", "    return (first, second, third)[n % 3](n)"]
    parts += [function(name, tasks(rng)) for name in ("first", "second", "third")]
    parts += ["def main():", "    global x, pool", "    out = ()"]
    parts += [textwrap.indent(filled(rng, line, number), "    ") for number, line in enumerate(lines)]
    return "\n".join([*parts, "    return out, x, list(log), [attempt(one.result) for one in list(futures)]"])


def tasks(rng: random.Random) -> list[str]:
    """Return what a task does."""
    marked = ["marks[n] = 1"] * rng.choice([0, 1])
    return [*marked, *(filled(rng, rng.choice(TASK), rng.randrange(9)) for _ in range(rng.choice([1, 1, 2])))]


def filled(rng: random.Random, line: str, number: int) -> str:
    """Return a statement about this number, and some mark."""
    return line.replace("N)", f"{number})").replace("[M]", f"[{rng.randrange(3)}]")


def function(name: str, body: list[str]) -> str:
    """Return the definition of a task."""
    lines = "\n    ".join(body)
    return f"def {name}(n):\n    global x\n    out = ()\n    {lines}\n    return out or None"
