"""A scorebook that was saved: our own JSON report."""

from pathlib import Path

from grader.errors import UsageError
from grader.model import Scorebook
from grader.report.reading import read


def load(path: Path) -> Scorebook:
    """Return the scorebook in `path`; raises UsageError if there is none to be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{str(path)!r} cannot be read as a report ({error}); make one with grade PATH --format json --out FILE"
        ) from error
    return read(text, path.name)
