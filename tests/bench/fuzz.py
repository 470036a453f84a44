"""Let the judge's reader hear hostile streams for a long time.

    python -m tests.bench.fuzz [--rounds 1000000] [--seed 0]

Prints how often each code came out, and the CPU time of a stream. What must not happen ends it with an exception, which
is preceded by the seed of the thousand streams that showed it; a `passed` is a point that nobody has earned: exit 1.
"""

import argparse
import sys
import time
from collections import Counter

from tests.grader.test_exchange import fuzz

STRIDE = 1000  # streams of one seed


def main() -> int:
    """Count what comes of hostile streams."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("--rounds", type=int, default=1_000_000)
    plan.add_argument("--seed", type=int, default=0)
    given = plan.parse_args()
    codes, began = Counter[str](), time.process_time()
    for seed in range(given.seed, given.seed + given.rounds // STRIDE):
        try:
            codes += fuzz(STRIDE, seed)
        except BaseException:
            print(f"seed {seed}, {STRIDE} streams:", file=sys.stderr)
            raise
    for code, times in codes.most_common():
        print(f"{times:9} x {code}")
    used = time.process_time() - began
    print(f"{codes.total()} streams, {codes['passed']} points earned, {1e6 * used / codes.total():.0f} us each")
    return 1 if codes["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
