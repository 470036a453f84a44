"""Plain data: the only thing that leaves the stage.

Exactly None, bool, int, float, str, list, tuple (as a list) and dict with string keys pass, and a named
tuple as what it holds. Everything else becomes a marker `{"$": type, "text": ...}` that the judge reads as
foreign, equal to nothing. Other subclasses count as foreign too: their `__eq__` and friends stay here.
"""

import math
import re
from typing import Any

MARK = "$"
DEPTH = 40
DIGITS = 4000
LARGEST = 10**DIGITS  # made once: to make it for every number of a long list used up its CPU time
TEXT = 200


def plain(value: Any, depth: int = DEPTH) -> Any:
    """Return `value` as JSON data, at most `depth` levels deep."""
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return value if abs(value) < LARGEST else foreign(value)
    if kind is float:
        return value if math.isfinite(value) else foreign(value)
    if depth and (kind is list or issubclass(kind, tuple)):
        items = tuple.__iter__(value) if isinstance(value, tuple) else value
        return [plain(item, depth - 1) for item in items]
    if depth and kind is dict and all(type(key) is str and key != MARK for key in value):
        return {key: plain(item, depth - 1) for key, item in value.items()}
    return foreign(value)


def foreign(value: object) -> dict[str, str]:
    """Return the marker for what is not plain data; never runs the value's own code but its repr."""
    name = type.__getattribute__(type(value), "__name__")
    return {MARK: name, "text": short(value)}


def short(value: object) -> str:
    """Return at most TEXT characters that show `value`, whatever its own repr does."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  (a student's __repr__ may raise anything; the type alone is answer enough)
        text = f"<{type(value).__name__}>"
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)  # an address differs from run to run and tells nobody anything
    return text if len(text) <= TEXT else text[: TEXT - 1] + "…"
