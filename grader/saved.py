"""A scorebook that was saved: our own JSON report, or the store of a class."""

from pathlib import Path

from grader import store
from grader.errors import UsageError
from grader.model import Scorebook
from grader.report.reading import read

SQLITE = b"SQLite format 3\0"  # how every such file begins


def load(path: Path) -> Scorebook:
    """Return the scorebook in `path`: a report, a store, or the class folder that a store lies in.

    Raises a GraderError if there is none to be read.
    """
    if path.is_dir():
        return store.read(store.beside(path))
    try:
        found = path.read_bytes()
        if found.startswith(SQLITE):
            return store.read(path)
        text = found.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{str(path)!r} cannot be read as a report ({error}); make one with grade PATH --format json --out FILE"
        ) from error
    return read(text, path.name)
