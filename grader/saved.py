"""A scorebook that was saved: our own JSON report, or the store of a class."""

from dataclasses import replace
from pathlib import Path

from grader import roster, store
from grader.errors import UsageError
from grader.model import Scorebook
from grader.report.reading import read

SQLITE = b"SQLite format 3\0"  # how every such file begins


def load(path: Path) -> Scorebook:
    """Return the scorebook in `path`: a report, a store, or the class folder that a store lies in.

    Raises a GraderError if there is none to be read.
    """
    if path.is_dir():
        return store.read(store.beside(roster.collected_in(path)))
    try:
        found = path.read_bytes()
        if found.startswith(SQLITE):
            return store.read(path)
        text = found.decode()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.reason
        raise UsageError(
            f"{str(path)!r} cannot be read as a report ({reason}); make one with grade PATH --format json --out FILE"
        ) from error
    return read(text, path.name)


def only(book: Scorebook, student: str | None) -> Scorebook:
    """Return the scorebook with the submission of `student` alone, if one is named.

    Raises UsageError if it has none of that name.
    """
    if student is None:
        return book
    found = tuple(result for result in book.results if result.id == student)
    if not found:
        raise UsageError(f"the report has no submission {student!r}; `grade report --md FROM` lists them")
    return replace(book, results=found)
