"""The exercises of one submission, judged side by side: the judges stay, each with its sandbox, for the next exercise.

In a class every submission has one judge and one sandbox, and there are enough submissions to keep every core at work.
A tree on its own is one submission; so there are as many judges as cores, and each takes the next exercise as soon as
it is done with one.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from grader import judging
from grader.model import Job, Raw


@contextmanager
def sitting(judges: int) -> Iterator["Sitting"]:
    """Give so many judges for one submission; afterwards they are gone, with all that they have made."""
    with ExitStack() as end:
        made = Sitting([Seat(end.enter_context(judging.place())) for _ in range(judges)])
        end.callback(made.close)
        yield made


class Seat:
    """One judge and its folder; it starts now, to be warm when there is something to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bench = judging.Bench(stays=True)

    def hear(self, job: Job, folder: Path) -> str:
        """Have a job judged, by a new judge if the one before is gone."""
        if not self.bench.alive:
            self.bench.close()
            self.bench = judging.Bench(stays=True)
        return self.bench.hear(job, folder)


class Sitting:
    """Judges of one submission."""

    def __init__(self, seats: list[Seat]) -> None:
        self._seats = seats
        self._free = SimpleQueue[Seat]()
        for seat in seats:
            self._free.put(seat)

    def run(self, job: Job) -> dict[str, Raw]:
        """Have the next judge that is free do a job of this submission, as `judging.run` does."""
        seat = self._free.get()
        try:
            return judging.judged(job, seat.folder, seat.hear)
        finally:
            self._free.put(seat)

    def close(self) -> None:
        """End all judges."""
        while self._seats:
            self._seats.pop().bench.close()
