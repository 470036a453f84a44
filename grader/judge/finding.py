"""A finding: why a check fails, as a code and plain evidence, raised through pytest as an AssertionError."""

from typing import Any, Final

from grader.judge.values import shown

ABSENT: Final = object()

KINDS = {
    "missing": "C404",
    "unwritten": "C405",
    "exit": "C403",
    "encoding": "S704",
    "syntax": "S705",
    "forbidden": "S707",
    "unpicklable": "C406",
    "exception": "C401",
    "large": "T505",
    "memory": "T506",
    "processes": "T507",
    "space": "T508",
}


class Finding(AssertionError):  # noqa: N818  (what is found about a submission is no error of ours)
    """A check does not hold; `loading` says that the student's module could not even be loaded."""

    def __init__(self, code: str, *, loading: bool = False, **evidence: Any) -> None:
        super().__init__(code)
        self.code = code
        self.loading = loading
        self.evidence = {key: shown(value) for key, value in evidence.items() if value is not ABSENT}


class FaultError(Exception):
    """The grader itself could not do its work; `code` is one of the G family."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


def expect(condition: bool, code: str, *, got: Any = ABSENT, expected: Any = ABSENT) -> None:  # noqa: FBT001  (reads as the sentence it is)
    """Raise a Finding with `code` unless `condition` holds; `got` and `expected` are shown to the student."""
    if not condition:
        raise Finding(code, got=got, expected=expected)


def failed(error: dict[str, Any], *, loading: bool = False) -> Finding:
    """Return the finding for a failure that the stage describes (see stage/failure.py)."""
    code = KINDS.get(error.get("kind", ""), "C401")
    text = ": ".join(filter(None, (str(error.get("type") or ""), str(error.get("message") or ""))))
    evidence = {"error": text, "line": error.get("line"), "missing": error.get("missing")}
    return Finding(code, loading=loading, **{key: value for key, value in evidence.items() if value is not None})
