"""The interleaving explorer: every outcome that a program's threads can have, each with a schedule that replays."""

from grader.explore.exploration import SEARCHES, explore, replay
from grader.explore.model import Budget, Failure, Outcome, Program, Source, Step, Table, Wait

__all__ = [
    "SEARCHES",
    "Budget",
    "Failure",
    "Outcome",
    "Program",
    "Source",
    "Step",
    "Table",
    "Wait",
    "explore",
    "replay",
]
