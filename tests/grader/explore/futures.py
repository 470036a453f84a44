"""Random programs in which threads end, cancel, ask and await a few futures that they share."""

import random
import textwrap

from tests.grader.explore.programs import Visited

NAMES_THE_LOCK = "\ndef never(future): return future._condition\n"
"""Added to a program, this gives it CPython's own futures: it might hold the lock inside one."""

HEAD = """
import threading, time
from concurrent.futures import *
def attempt(job, *arguments):
    try: return job(*arguments)
    except Exception as error: return type(error).__name__
def places(fs, some): return sorted(map(fs.index, some))
"""
CHANGES = (
    "attempt(F.set_result, N)",
    "attempt(F.set_result, N)",
    "attempt(F.set_exception, ValueError(N))",
    "attempt(F.set_running_or_notify_cancel)",
    "attempt(F.set_running_or_notify_cancel)",
    "F.cancel()",
    "F.add_done_callback(lambda future: shared.append(fs.index(future)))",
    "shared.append(N)",
)
LOOKS = (
    "attempt(F.result)",
    "attempt(F.exception)",
    "(F.done(), F.cancelled(), F.running())",
    "F._state",
    "[places(fs, some) for some in wait(S, return_when=FIRST_COMPLETED)]",
    "[places(fs, some) for some in wait(S, return_when=FIRST_EXCEPTION)]",
    "[places(fs, some) for some in wait(S, timeout=0)]",
    "[places(fs, some) for some in wait(S)]",
    "[fs.index(one) for one in as_completed(S)]",
    "fs.index(next(as_completed(S)))",
    "attempt(lambda: [fs.index(one) for one in as_completed(S, timeout=1)])",
)


def outcomes(found: Visited) -> set[object]:
    """Return the outcomes, without who waits for what at a deadlock: what the library waits for inside has no name."""
    return {outcome[:-1] for outcome in found.outcomes}  # type: ignore[index]  # see `key_of`


def random_futures(seed: int) -> str:
    """Return a program of two or three threads and up to three futures, the same for the same seed."""
    rng = random.Random(seed)
    count, threads = rng.choice([1, 2, 2, 3]), rng.choice([2, 2, 3])
    jobs = [statements(rng, count, rng.choice([1, 2] if threads == 3 else [1, 2, 3])) for _ in range(threads)]
    parts = [HEAD, f"fs, shared, logs = [Future() for _ in range({count})], [], [None] * {threads + 1}"]
    for number, job in enumerate([*jobs, statements(rng, count, rng.choice([0, 0, 1]))]):
        parts.append(f"def job{number}():\n    log = logs[{number}] = []\n{textwrap.indent(job, '    ')}")
    started = ", ".join(f"threading.Thread(target=job{number})" for number in range(threads))
    parts += ["def main():", f"    threads = [{started}]", "    for thread in threads: thread.start()"]
    return "\n".join(
        [*parts, f"    job{threads}()", "    for thread in threads: thread.join()", "    return logs, shared"]
    )


def statements(rng: random.Random, count: int, length: int) -> str:
    """Return so many statements about `count` futures."""
    return "\n".join(f"log.append({expression(rng, count)})" for _ in range(length)) or "pass"


def expression(rng: random.Random, count: int) -> str:
    """Return what is done to one future, or asked of one or several."""
    some = sorted(rng.sample(range(count), rng.randint(1, count)))
    said = rng.choice(rng.choice([CHANGES, LOOKS])).replace("(S", f"([{', '.join(f'fs[{index}]' for index in some)}]")
    return said.replace("F.", f"fs[{rng.randrange(count)}].").replace("N)", f"{rng.randrange(9)})")
