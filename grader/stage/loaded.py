"""What a process has loaded for those that are forked from it.

It is there for good: a process that collects garbage need not look at it, and have it copied.
"""

import gc
import importlib

NEEDED = {
    "explore": ("grader.stage.explored",),
    "call": ("grader.stage.called",),
    "live": (
        "grader.stage.live", "grader.stage.witness",
        "multiprocessing.pool", "multiprocessing.queues", "multiprocessing.connection", "concurrent.futures.process",
    ),
}  # fmt: skip
"""What a stage finds loaded, by the kind of request: ours, and what of the standard library most submissions import."""


class Loaded:
    """The kinds of requests that everything is loaded for, and the scenarios that are rewritten."""

    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._seen: set[str] = set()

    def load(self, kind: str) -> None:
        """Load what a stage for a request of this kind needs, once."""
        if kind not in self._kinds:
            for name in NEEDED[kind]:
                importlib.import_module(name)
            self._kinds.add(kind)
            gc.freeze()

    def look_ahead(self, scenarios: str) -> None:
        """Have the explorer rewrite scenarios, the judge's own text, once for all stages that will run them."""
        if scenarios and scenarios not in self._seen:
            importlib.import_module("grader.stage.explored").look_ahead(scenarios)
            self._seen.add(scenarios)
            gc.freeze()
