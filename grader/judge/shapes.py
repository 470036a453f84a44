"""What an answer of the stage must look like before anything of it is used: exact types, nothing more, nothing less."""

from collections.abc import Mapping
from typing import Any

from grader.judge.finding import Finding
from grader.judge.values import ViolationError, decoded

ANYTHING = object()
LONGEST = 100_000  # items of one list
Shape = Any
"""A type, ANYTHING, a set of words, a range of numbers, a list of one shape, an object key -> shape, or a tuple of
alternatives."""

COUNT = range(1 << 31)  # what readers of reports in other languages still take for a number
LINE = (COUNT, None)
WORD = (str, None)
FAILURE = {"type": str, "message": str, "thread": str, "file": str, "line": LINE, "missing": WORD}
WAIT = {
    "thread": str, "line": LINE, "awaits": {"lock", "end", "change"}, "wants": WORD,
    "held_by": WORD, "holds": [str], "cycle": bool,
}  # fmt: skip
STEP = {"thread": str, "file": str, "line": LINE, "source": str, "action": str, "name": str, "value": WORD}
ENDED = {
    "value": ANYTHING, "uncaught": [FAILURE], "waits": [WAIT], "left": [str],
    "executions": COUNT, "first": COUNT, "schedule": str, "story": [STEP],
}  # fmt: skip
OUTCOME = (
    {**ENDED, "kind": {"raised", "unseen", "forbidden"}, "error": FAILURE},
    {**ENDED, "kind": {"returned", "deadlock", "limit", "nondeterministic"}, "error": (FAILURE, None)},
)
TABLE = {"outcomes": [OUTCOME], "executions": COUNT, "complete": bool, "search": str, "seconds": (float, int)}
ERROR = {"kind": str, "type": str, "message": str, "line": LINE, "missing": WORD}
LARGE = {"kind": str, "type": str, "message": str, "line": LINE}

EXPLORED = ({"id": str, "table": TABLE, "controls": ANYTHING}, {"id": str, "error": (ERROR, LARGE)})
REPLAYED = {"id": str, "outcome": OUTCOME}
CALLED = ({"id": str, "table": TABLE}, REPLAYED, {"id": str, "error": (ERROR, LARGE)})
LIVE = ({"id": str, "value": ANYTHING}, {"id": str, "error": (ERROR, LARGE)})


def demand(value: Any, shape: Shape) -> None:
    """Raise P601 unless `value` has this shape."""
    if not fits(value, shape):
        raise Finding("P601", reason="an answer that has not the form of one")


def received(value: Any) -> Any:
    """Return a value of the student's, what is foreign as such; raises P601 for what no stage of ours sends."""
    try:
        return decoded(value)
    except ViolationError as error:
        raise Finding("P601", reason=str(error)) from error


def fits(value: Any, shape: Shape) -> bool:
    """Whether `value` has this shape."""
    if shape is ANYTHING:
        return True
    if isinstance(shape, set | range):
        kind = str if isinstance(shape, set) else int  # first: a range looks for a text at each of its numbers
        return type(value) is kind and value in shape
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, list):
        return type(value) is list and len(value) <= LONGEST and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, Mapping):
        return (
            type(value) is dict and value.keys() == shape.keys() and all(fits(value[key], shape[key]) for key in shape)
        )
    return value is None if shape is None else type(value) is shape
