"""Explore one function of any Python file: a stage does it, and what it answers becomes one plain report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import feedback
from grader.errors import UsageError
from grader.judge.exchange import Exchange
from grader.judge.finding import Finding, failed
from grader.judge.shapes import CALLED, demand
from grader.sandbox.limits import Limits

SCHEMA = "threadlings/explore-1"
GRACE = 60.0  # seconds beyond the budget, for the last execution, for shortening and for stories
ENDLESS = 86_400.0  # seconds, where no budget in seconds was given
BAD = {"raised", "deadlock", "limit"}
LAZY = {"coroutine": "a coroutine", "generator": "a generator", "async_generator": "an async generator"}
ENDING = ("kind", "value", "error", "line", "threads", "waits")
UNSEEN = {"unseen", "nondeterministic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which function of which file, how far to search, or which one schedule (`replay`) to run."""

    file: Path
    function: str
    executions: int
    seconds: float | None
    search: str
    seed: int
    replay: str | None


def ask(question: Question) -> dict[str, Any]:
    """Return the report as JSON data; raises UsageError if there is no such file, function or schedule."""
    if not question.file.is_file():
        raise UsageError(f"{str(question.file)!r} is no file; name a Python file")
    if question.file.suffix != ".py":
        raise UsageError(f"{question.file.name!r} is no Python file; name one whose name ends in .py")
    try:
        said = answered(question)
    except Finding as found:
        raise UsageError(f"{question.file.name}: {explained(found)}") from found
    table = said.get("table") or {
        "outcomes": [said["outcome"]],
        "executions": 1,
        "complete": False,
        "search": "replay",
        "seconds": None,
    }
    check_function(question, table)
    return report(question, table)


def answered(question: Question) -> dict[str, Any]:
    """Return the answer of a stage that works in the file's own folder."""
    wall = ENDLESS if question.seconds is None else question.seconds
    limits = Limits(wall=wall + GRACE, cpu=int(wall + GRACE))
    exchange = Exchange(limits, level="L0", op="call", files={}, folder=question.file.absolute().parent)
    try:
        exchange.ask(request(question))
        answer = exchange.wait()
    finally:
        exchange.close()
    demand(answer, CALLED)
    if error := answer.get("error"):
        raise failed(error)
    return answer


def request(question: Question) -> dict[str, Any]:
    """Return the question as the stage understands it."""
    return {
        "op": "call",
        "file": question.file.name,
        "function": question.function,
        "executions": question.executions,
        "seconds": question.seconds,
        "total": question.executions * 1000,
        "search": question.search,
        "seed": question.seed,
        "replay": question.replay,
    }


def explained(found: Finding) -> str:
    """Return a finding about the whole file as one sentence."""
    facts = [str(found.evidence[key]) for key in ("error", "line") if found.evidence.get(key)]
    return (
        f"{feedback.explained(found.code).en} ({', line '.join(facts)})" if facts else feedback.explained(found.code).en
    )


def check_function(question: Question, table: Mapping[str, Any]) -> None:
    """Raise UsageError if the file turned out to lack the function, or the schedule to belong to another program."""
    first = table["outcomes"][0]
    if (first["error"] or {}).get("missing") == question.function:
        raise UsageError(f"{question.file.name} has no function {question.function!r}; name another with --call")
    if why := unfit(question.function, first):
        raise UsageError(
            f"{question.file.name}: {question.function} {why}; name a function of no arguments with --call"
        )
    if question.replay is not None and first["kind"] == "nondeterministic":
        raise UsageError(
            f"schedule {question.replay!r} does not fit {question.file.name}; explore it again and take a new one"
        )


def unfit(function: str, first: Mapping[str, Any]) -> str | None:
    """Say why a call ran none of the function's code: it wants arguments, is none, or makes what nobody runs."""
    error = first["error"] or {}
    if error.get("type") == "TypeError" and error["line"] is None:
        if error["message"].startswith(f"{function}() missing "):
            return "takes arguments"
        if error["message"].endswith(" object is not callable"):
            return "is no function"
    text = first["value"].get("text") if isinstance(first["value"], dict) else None
    made = next((what for kind, what in LAZY.items() if text == f"<{kind} object {function}>"), None)
    return made and f"makes {made} that nobody runs"


def report(question: Question, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report: per outcome what it is, how often, and the schedule that leads there."""
    return {
        "schema": SCHEMA,
        "file": str(question.file),
        "call": question.function,
        "outcomes": merged(outcome(one) for one in table["outcomes"]),
        "executions": table["executions"],
        "complete": table["complete"],
        "search": "replay" if question.replay is not None else question.search,
        "endings": table["search"],
        "seed": question.seed,
        "seconds": table["seconds"],
    }


def merged(outcomes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tell outcomes once that differ only in what is not told: which threads were left behind."""
    told: dict[str, dict[str, Any]] = {}
    for one in outcomes:
        same = told.setdefault(repr([one[key] for key in ENDING]), one)  # 1 and True are two values
        same["executions"] += 0 if same is one else one["executions"]
    return list(told.values())


def outcome(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return one outcome; an exception that ended a thread makes it a `raised` one."""
    thrown = [found["error"], *found["uncaught"]] if found["error"] else list(found["uncaught"])
    return {
        "kind": "raised" if found["kind"] == "returned" and thrown else found["kind"],
        "value": found["value"],
        "error": text(thrown[0]) if thrown else None,
        "line": thrown[0]["line"] if thrown else None,
        "threads": [{"thread": one["thread"], "error": text(one)} for one in found["uncaught"]],
        "waits": list(found["waits"]),
        "executions": found["executions"],
        "first": found["first"],
        "schedule": found["schedule"],
        "story": list(found["story"]),
    }


def text(error: Mapping[str, Any]) -> str:
    """Return an exception as Python's tracebacks end with it."""
    return f"{error['type']}: {error['message']}" if error["message"] else str(error["type"])


def exit_code(report: Mapping[str, Any]) -> int:
    """Return 0 if no execution raised, deadlocked or hit the limit, 3 if something could not be explored, else 1."""
    kinds = {one["kind"] for one in report["outcomes"]}
    if kinds & UNSEEN:
        return 3
    return 1 if kinds & BAD else 0
