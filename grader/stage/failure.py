"""What went wrong in the student's code, as plain data: `kind`, `type`, `message`, `line`."""

import traceback
from types import ModuleType
from typing import Any

TEXT = 500


def failure(error: BaseException, module: str, filename: str) -> dict[str, Any]:
    """Describe `error`; `line` is the innermost one in the student's file `filename`, else None."""
    return {
        "kind": kind(error, module),
        "type": type(error).__name__,
        "message": message(error),
        "line": line(error, filename),
        "missing": missing(error, module),
    }


def kind(error: BaseException, module: str) -> str:
    """Return the family of `error`: missing, unwritten, exit, encoding, syntax or exception."""
    if missing(error, module) is not None:
        return "missing"
    families = {
        NotImplementedError: "unwritten",
        SystemExit: "exit",
        UnicodeDecodeError: "encoding",
        SyntaxError: "syntax",
    }
    return next((name for family, name in families.items() if isinstance(error, family)), "exception")


def missing(error: BaseException, module: str) -> str | None:
    """Return the name that was asked of the student's module and is not there."""
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType) and error.obj.__name__ == module:
        return error.name
    if isinstance(error, ImportError) and error.name == module:
        return getattr(error, "name_from", None)
    return None


def message(error: BaseException) -> str:
    """Return at most TEXT characters of what `error` says, whatever its own `__str__` does."""
    try:
        return str(error)[:TEXT]
    except Exception:  # noqa: BLE001  (a student's __str__ may raise anything; no message is answer enough)
        return ""


def line(error: BaseException, filename: str) -> int | None:
    """Return the innermost line of `filename` that `error` passed through."""
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == filename), None)
