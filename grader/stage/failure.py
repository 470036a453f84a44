"""What went wrong in the student's code, as plain data: `kind`, `type`, `message`, `line`."""

import errno
import pickle
import re
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.stage.forbidden import ForbiddenError

TEXT = 500
LAST_LINE = 1 << 31  # whoever makes a SyntaxError by hand chooses its line
UNPICKLABLE = re.compile(r"[Cc]an(no|')t (pickle|get local object) ")
NO_THREAD = str(("can't start new thread",))  # CPython's whole message, in a RuntimeError


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
    """Return the family of `error`: missing, unwritten, exit, encoding, syntax, forbidden, unpicklable, or a limit's.

    Any other is called exception.
    """
    if not isinstance(error, ForbiddenError) and missing(error, module) is not None:
        return "missing"
    if unpicklable(error):
        return "unpicklable"
    families = {
        NotImplementedError: "unwritten",
        SystemExit: "exit",
        UnicodeDecodeError: "encoding",
        SyntaxError: "syntax",
        ForbiddenError: "forbidden",
    }
    return limit(error) or next((name for family, name in families.items() if isinstance(error, family)), "exception")


def unpicklable(error: BaseException) -> bool:
    """Whether `error` says that something cannot travel to another process.

    Pickle raises AttributeError and TypeError for many things, and so does copy.deepcopy in the same words: then it
    counts where multiprocessing was about to send something, here or in a worker.
    """
    if isinstance(error, pickle.PicklingError) or type(error).__name__ == "MaybeEncodingError":
        return True
    if not isinstance(error, AttributeError | TypeError) or not UNPICKLABLE.match(message(error)):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    sending = bool(frames) and Path(frames[-1].filename).parts[-2:] == ("multiprocessing", "reduction.py")
    return sending or type(error.__cause__).__name__ == "_RemoteTraceback"


def limit(error: BaseException) -> str | None:
    """Return the limit that `error` ran into: memory, processes or space; None if it is of another kind."""
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, OSError) and error.errno in (errno.EFBIG, errno.ENOSPC):
        return "space"
    frames = traceback.extract_tb(error.__traceback__)
    forking = isinstance(error, BlockingIOError) and bool(frames) and "fork" in (frames[-1].line or "")
    return "processes" if forking or str(error.args[:1]) == NO_THREAD else None


def missing(error: BaseException, module: str) -> str | None:
    """Return the name that was asked of the student's module and is not there, or is there and may not be."""
    if isinstance(error, ForbiddenError):
        return error.name
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
    if isinstance(error, ForbiddenError):
        return error.line
    if isinstance(error, SyntaxError) and error.filename == filename:
        return error.lineno if type(error.lineno) is int and 0 < error.lineno < LAST_LINE else None
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == filename), None)
