"""The explorer's outcome table as the judge reads it: what must hold in all outcomes, or in some."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from grader.judge.finding import ABSENT, KINDS, Finding

ERRORS = {
    "NotImplementedError": "unwritten",
    "SystemExit": "exit",
    "SyntaxError": "syntax",
    "UnicodeDecodeError": "encoding",
    "MemoryError": "memory",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every outcome that the explorer saw, over how many executions, and whether those were all there are.

    `deeper` explores again with a larger budget, where there is one and this table is not complete; `story` explores
    again for the story of an outcome that came without one, because it was the only one and as good as any; `tell`
    hears how much of a proof stands behind what held.
    """

    outcomes: tuple[Mapping[str, Any], ...]
    executions: int
    complete: bool
    search: str
    deeper: Callable[[], "Table"] | None = None
    story: Callable[[], "Table"] | None = None
    tell: Callable[[dict[str, Any]], None] = lambda _: None

    @property
    def explored(self) -> dict[str, Any]:
        """How much of a proof this is, as data for the report."""
        return {"executions": self.executions, "complete": self.complete, "search": self.search}

    def must(  # noqa: PLR0913  (one keyword for each code that an author may choose)
        self,
        predicate: Callable[[Any], bool],
        *,
        wrong: str = "W101",
        race: str = "R104",
        stuck: str | None = None,
        left: bool = False,
        uncaught: bool = False,
        expected: Any = ABSENT,
    ) -> None:
        """Raise a finding unless every outcome is a value that satisfies `predicate`.

        `wrong` is the code when no outcome does, `race` when only some do not; `stuck` replaces
        the codes of a deadlock; threads may be left at the end only with `left`, and die of an exception
        only with `uncaught`.
        """
        for outcome in self.outcomes:
            self._sound({**outcome, "uncaught": []} if uncaught else outcome, stuck)
        bad = [outcome for outcome in self.outcomes if not holds(predicate, outcome["value"])]
        every = len(bad) == len(self.outcomes)
        if bad and not (every and self.deeper):  # whether it goes well in some order is not known yet
            raise self._finding(wrong if every else race, bad[0], got=bad[0]["value"], expected=expected)
        for outcome in self.outcomes if not bad else ():
            if outcome["left"] and not left:
                raise self._finding("L301", outcome, got=outcome["left"])
        if self.deeper:
            again = self.deeper()
            again.must(predicate, wrong=wrong, race=race, stuck=stuck, left=left, uncaught=uncaught, expected=expected)
        else:
            self.tell(self.explored)

    def some(self, predicate: Callable[[Any], bool], *, code: str = "W103", expected: Any = ABSENT) -> None:
        """Raise a finding unless at least one outcome is a value that satisfies `predicate`."""
        good = [o for o in self.outcomes if o["kind"] == "returned" and holds(predicate, o["value"])]
        if good:
            self.tell({**self.explored, "complete": True})  # one witness is the whole proof
            return
        if self.deeper:
            self.deeper().some(predicate, code=code, expected=expected)
            return
        for outcome in self.outcomes:
            self._sound(outcome, None)
        first = self.outcomes[0]
        raise self._finding(code, first, got=first["value"], expected=expected)

    def returned(self, predicate: Callable[[Any], bool], *, code: str, expected: Any = ABSENT) -> None:
        """Raise a finding if a value was returned that does not satisfy `predicate`; other ends do not matter."""
        for outcome in self.outcomes:
            if outcome["kind"] == "returned" and not holds(predicate, outcome["value"]):
                raise self._finding(code, outcome, got=outcome["value"], expected=expected)

    def _sound(self, outcome: Mapping[str, Any], stuck: str | None) -> None:
        """Raise the finding for an outcome that is no returned value, or in which a thread died of an exception.

        The exception first: that others wait for ever for a thread that has died is what follows from it.
        """
        for failure in outcome["uncaught"]:
            raise self._finding(code(failure), outcome, **said(failure))
        if outcome["kind"] == "deadlock":
            cycle = sum(wait["cycle"] for wait in outcome["waits"]) > 1  # one thread that waits for itself is no circle
            raise self._finding(stuck or ("D201" if cycle else "D202"), outcome, waits=outcome["waits"])
        if outcome["kind"] == "limit":
            raise self._finding("T501", outcome)
        if outcome["kind"] in ("unseen", "nondeterministic"):
            raise self._finding("S706", outcome, **said(outcome["error"]))
        if outcome["kind"] == "forbidden":
            raise self._finding(KINDS["forbidden"], outcome, **said(outcome["error"]))
        if outcome["kind"] == "raised":
            raise self._finding(code(outcome["error"]), outcome, **said(outcome["error"]))

    def _finding(self, code: str, outcome: Mapping[str, Any], **evidence: Any) -> Finding:
        told = self._told(outcome)
        return Finding(
            code,
            explored={**self.explored, "schedule": told["schedule"]},
            story=list(told["story"]),
            **evidence,
        )

    def _told(self, outcome: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an outcome with its story, if one can be had."""
        if outcome["schedule"] or self.story is None:
            return outcome
        with suppress(Finding):  # what is wrong is known: that the story took too long, say, does not matter
            again = self.story().outcomes[0]
            return again if again["kind"] == outcome["kind"] else outcome
        return outcome


def holds(predicate: Callable[[Any], bool], value: Any) -> bool:
    """Whether a value satisfies a predicate; one that the predicate cannot even look at does not."""
    try:
        return predicate(value)
    except (TypeError, LookupError, AttributeError, ValueError, ArithmeticError):  # float(10**400) is the last
        return False


def code(failure: Mapping[str, Any]) -> str:
    """Return the code for an exception that the explorer saw."""
    if failure["missing"] is not None:
        return KINDS["missing"]
    return KINDS[ERRORS.get(failure["type"], "exception")]


def said(failure: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what an exception says, as evidence; nothing if there was none."""
    if failure is None:
        return {}
    text = ": ".join(filter(None, (failure["type"], failure["message"])))
    found = {
        "error": text,
        "line": failure["line"],
        "thread": failure["thread"],
        "missing": failure["missing"],
    }
    return {key: value for key, value in found.items() if value is not None}
