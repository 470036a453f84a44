"""The stage that explores: it stays for what a submission is asked next, as long as nothing has gone wrong in it.

An exploration executes the student's module hundreds of times in one process, each time afresh, so the next one may as
well be in there; controls follow every one. A start costs four times what a small exploration does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader import watch
from grader.judge.exchange import Exchange
from grader.sandbox.limits import Limits

FRESH = 1.0
"""Seconds of CPU time that a stage may have used when it is asked again; the next exploration has so much less."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where is explored: a sandbox of `level` with `files`, under `limits` for each exploration."""

    level: str
    limits: Limits
    files: tuple[tuple[str, bytes], ...]


class Explorer:
    """This process's only exploring stage; whoever needs a stage of another kind retires it first."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._exchange: Exchange | None = None

    def ask(self, place: Place, request: Mapping[str, Any]) -> Exchange:
        """Return the exchange in which a request has just been sent."""
        if self._exchange is None or self._place != place or not fresh(self._exchange):
            self.retire()
            scenarios = request["scenarios"]
            files = dict(place.files)
            self._exchange = Exchange(place.limits, level=place.level, op="explore", files=files, scenarios=scenarios)
            self._place = place
        self._exchange.ask(request)
        return self._exchange

    def retire(self) -> None:
        """End the stage, if there is one."""
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.close()


explorer = Explorer()


def fresh(exchange: Exchange) -> bool:
    """Whether a stage is still there and has not computed for long."""
    if not watch.available() or exchange.stage.status() is not None:
        return False
    return watch.spent([exchange.stage.pid], None) < FRESH
