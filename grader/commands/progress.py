"""Progress over a class at the terminal: how many, how fast, how long still, and what to look at."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from grader.model import Result
from grader.report.safe import one_line, short

LONGEST = 60  # characters of a name
PLAIN = 10.0  # seconds between two lines where nobody watches


@contextmanager
def shown(total: int, *, quiet: bool) -> Iterator[Callable[[str, Result | None], None]]:
    """Give what hears of every submission as it comes; a terminal has a bar, a file a line now and then."""
    console = Console(stderr=True, quiet=quiet)
    columns = (
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeElapsedColumn(),
        TextColumn("left:"), TimeRemainingColumn(), TextColumn("{task.fields[counts]}"),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        counter = Counter(bar, total)
        yield counter.hear
        if not quiet and not console.is_terminal:
            console.print(counter.line(), highlight=False, markup=False)


class Counter:
    """Counts, and says at once what somebody should look at: what could not be graded, or was tampered with."""

    def __init__(self, bar: Progress, total: int) -> None:
        self.bar = bar
        self.total = total
        self.graded = self.same = 0
        self.began = self.said = time.monotonic()
        self.task = bar.add_task("", total=total, rate="", counts="")

    def hear(self, name: str, result: Result | None) -> None:
        """Count one submission; None: nothing of it has changed."""
        if result is None:
            self.same += 1
        else:
            self.graded += 1
            self.look(name, result)
        self.bar.update(self.task, completed=self.graded + self.same, rate=self.rate(), counts=self.counts())
        if self.bar.disable and time.monotonic() - self.said > PLAIN:
            self.said = time.monotonic()
            self.bar.console.print(self.line(), highlight=False, markup=False)

    def look(self, name: str, result: Result) -> None:
        """Say what an instructor should look at."""
        codes = {outcome.code or "" for score in result.scores for outcome in score.outcomes}
        found = sorted(code for code in codes if code[:1] in ("G", "P"))
        if found:
            text = f"look at {one_line(short(name, LONGEST))}: {', '.join(found)}"
            self.bar.console.print(text, highlight=False, markup=False)

    def rate(self) -> str:
        """Return how fast it goes."""
        return f"{self.graded / max(time.monotonic() - self.began, 0.001):.1f}/s" if self.graded else ""

    def counts(self) -> str:
        """Return how many had not changed."""
        return f"{self.same} unchanged" if self.same else ""

    def line(self) -> str:
        """Return all of it as a line."""
        done = f"{self.graded + self.same}/{self.total} submissions"
        return f"{done}: {self.graded} graded {self.rate()}, {self.same} unchanged"
