"""`grade doctor`: say what works on this machine and what helps where something does not."""

import argparse
import sys
from collections.abc import Sequence


def run(words: Sequence[str]) -> int:
    """Say what works on this machine and what helps where something does not."""
    parser().parse_args(words)
    from grader.sandbox import levels, notifications  # noqa: PLC0415  (--help answers at once)

    found = levels.diagnose()
    print(f"Python {sys.version.split()[0]} on {sys.platform}: {sys.executable}")
    for one in found:
        print(f"sandbox {one.level} ({levels.NAMES[one.level]}): {one.trouble or 'works'}")
        if one.trouble:
            helps(one.remedy)
    unseen = notifications.trouble()
    print(f"exit codes of a student's processes (seccomp): {unseen or 'seen'}")
    if unseen:
        helps(levels.remedy(unseen, notifications.REMEDIES))
    return 0 if any(one.level in levels.SAFE and not one.trouble for one in found) else 1


def helps(remedy: str) -> None:
    """Say what mends it."""
    print(f"    what helps: {remedy or 'nothing that we know of; please report this line'}")


def parser() -> argparse.ArgumentParser:
    """Describe `grade doctor`."""
    return argparse.ArgumentParser(
        prog="grade doctor",
        description="Try every level of the sandbox on this machine, and name the command that mends what is missing.",
        epilog="exit codes: 0 there is a sandbox for the code of strangers, 1 there is none",
    )
