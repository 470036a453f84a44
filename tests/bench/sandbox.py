"""Print what a sandbox costs one submission: each level against a mere process (L0), in turn.

    python -m tests.bench.sandbox [--times 20] [--stages 1]

Measured is all that a submission pays for where it runs: a sandbox starts, bears so many stages that say hello, and is
gone. Of the milliseconds (wall time, then CPU time of the whole family) the medians are printed, and of each round the
difference to L0 and the ratio. Run it on an idle machine; the bar is a difference of at most 20 ms of wall time.
"""

import argparse
import resource
import time
from collections.abc import Sequence
from statistics import median

from grader.judge.exchange import Exchange
from grader.sandbox import levels, nursery
from grader.sandbox.limits import LIVE


def main() -> None:
    """Print the table."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--times", type=int, default=20)
    plan.add_argument("--stages", type=int, default=1)
    given = plan.parse_args()
    levels.compiled()
    works = [level for level in reversed(levels.NAMES) if not levels.trouble(level)]
    rounds = [{level: submission(level, given.stages) for level in works} for _ in range(given.times)]
    print(f"{'':30} {'wall ms':>8} {'more':>7} {'ratio':>6}   {'CPU ms':>8} {'more':>7} {'ratio':>6}")
    for level in works:
        columns = [column([one[level][of] for one in rounds], [one["L0"][of] for one in rounds]) for of in (0, 1)]
        print(f"{level + ' ' + levels.NAMES[level]:30} {'   '.join(columns)}")


def submission(level: str, stages: int) -> tuple[float, float]:
    """Return the milliseconds of wall and of CPU time of one sandbox that bears so many stages."""
    began, spent = time.perf_counter(), cpu()
    for _ in range(stages):
        Exchange(LIVE, level=level, op="live", files={"student.py": b""}).close()
    nursery.close()
    return 1000 * (time.perf_counter() - began), 1000 * (cpu() - spent)


def cpu() -> float:
    """Return the seconds of CPU time that this process and all that it has waited for have used."""
    who = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in who)


def column(times: Sequence[float], plain: Sequence[float]) -> str:
    """Return the median, the median difference and the median ratio to the plain ones of the same round."""
    pairs = list(zip(times, plain, strict=True))
    more, ratio = median(one - other for one, other in pairs), median(one / other for one, other in pairs)
    return f"{median(times):8.1f} {more:+7.1f} {ratio:6.2f}"


if __name__ == "__main__":
    main()
