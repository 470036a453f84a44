"""Data from the stage, read with suspicion: plain, bounded, and compared by exact type."""

import json
import math
from dataclasses import dataclass
from typing import Any

MARK = "$"
DEPTH = 60


@dataclass(frozen=True, slots=True, eq=False)
class Foreign:
    """Something that is not plain data (`type` and `text` as the stage names it); equal to nothing, itself included."""

    type: str
    text: str

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return self.text


class ViolationError(ValueError):
    """A message that the protocol does not allow."""


def message(data: bytes) -> dict[str, Any]:
    """Read one message of the stage; raises ViolationError for anything but plain, well-formed JSON."""
    try:
        text = data.decode("ascii")  # all that the stage writes; bytes would also be read as UTF-16 and UTF-32
        found = json.loads(text, object_pairs_hook=unique, parse_constant=refuse, parse_float=finite)
    except (ValueError, RecursionError) as error:
        raise ViolationError(str(error)) from error
    if type(found) is not dict:
        raise ViolationError("a message is an object")
    return found


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, unless a key comes twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ViolationError("a key comes twice")
    return found


def refuse(constant: str) -> None:
    """Refuse NaN and the infinities, which are not JSON."""
    raise ViolationError(f"{constant} is not JSON")


def finite(digits: str) -> float:
    """Return a number, unless it is too large to be one: no stage of ours writes 1e999."""
    number = float(digits)
    if math.isinf(number):
        raise ViolationError("a number is not finite")
    return number


def decoded(value: Any, depth: int = DEPTH) -> Any:
    """Return `value` with every marker made `Foreign`; raises ViolationError beyond `depth` levels."""
    if not depth:
        raise ViolationError("nested too deeply")
    if type(value) is list:
        return [decoded(item, depth - 1) for item in value]
    if type(value) is not dict:
        return value
    if MARK in value:
        return foreign(value)
    return {key: decoded(item, depth - 1) for key, item in value.items()}


def foreign(marker: dict[str, Any]) -> Foreign:
    """Return what a marker stands for; raises ViolationError for one that no stage of ours writes."""
    if marker.keys() != {MARK, "text"} or any(type(word) is not str for word in marker.values()):
        raise ViolationError("a marker that marks nothing")
    return Foreign(marker[MARK], marker["text"])


def same(seen: Any, wanted: Any) -> bool:
    """Whether both are equal and of exactly the same types, all the way down: True is not 1, 1 is not 1.0."""
    if type(wanted) is tuple:
        return same(seen, list(wanted))  # JSON has one kind of sequence
    if type(seen) is not type(wanted):
        return False
    if type(wanted) is list:
        return len(seen) == len(wanted) and all(map(same, seen, wanted))
    if type(wanted) is dict:
        return seen.keys() == wanted.keys() and all(same(seen[key], wanted[key]) for key in wanted)
    return bool(seen == wanted)


def shown(value: Any) -> Any:
    """Return `value` as JSON data for a report: what is foreign as the text of its repr."""
    if isinstance(value, Foreign):
        return {"type": value.type, "text": value.text}
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    return value
