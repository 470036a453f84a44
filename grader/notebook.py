"""A student's program out of a Jupyter notebook, read as data: no kernel, no parser of Python, no foreign reader.

Whatever a notebook is graded with, the program is found in the same way, so that the points are the same: it is what
the student's own code cells hold, from the top to the last one that defines a function of the exercise. Cells below
that one are for trying things out, cells that the course has given (locked ones) never count, and of two cells that
define the same name the lower one decides, as in a kernel that runs them from top to bottom.
nbformat's reader is not used here: it upgrades old formats with code that raises anything on hostile input.
"""

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

LARGEST = 8 << 20  # bytes; pictures in outputs make notebooks large
MAGIC = re.compile(r"^([^\S\n]*)(%%?[A-Za-z]|!(?!=)|\?).*$|^([^\S\n]*)[\w.]+\?{1,2}[^\S\n]*$", re.MULTILINE)
DEFINITION = re.compile(r"^(?:async\s+)?(?:def|class)\s+(\w+)", re.MULTILINE)
EXAMPLE = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


class NotebookError(ValueError):
    """These bytes are no notebook of format 4."""


def cells(document: bytes) -> tuple[str, ...]:
    """Return the sources of a notebook's code cells that the course has not locked; raises NotebookError."""
    try:
        data = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise NotebookError(f"it is no JSON: {error}") from error
    if not isinstance(data, dict) or data.get("nbformat") != 4 or not isinstance(data.get("cells"), list):
        raise NotebookError("it is no notebook of format 4")
    return tuple(source(cell) for cell in data["cells"] if own(cell))


def own(cell: object) -> bool:
    """Whether a cell is code that the student may write."""
    if not isinstance(cell, dict):
        raise NotebookError("a cell is no object")
    metadata = cell.get("metadata")
    said = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    locked = isinstance(said, dict) and said.get("locked") is True and said.get("solution") is not True
    return cell.get("cell_type") == "code" and not locked


def source(cell: dict[str, Any]) -> str:
    """Return the text of a cell: a string, or a list of strings that belong together."""
    said = cell.get("source", "")
    lines = said if isinstance(said, list) else [said]
    if any(not isinstance(line, str) for line in lines):
        raise NotebookError("the source of a cell is no text")
    return "".join(lines)


def program(sources: Iterable[str], names: Collection[str]) -> str:
    """Return the student's module: all cells from the top to the last one that defines one of `names`.

    If none does, all of them: what is missing is then told by the checks.
    """
    texts = list(sources)
    last = max((n for n, text in enumerate(texts) if any(defines(text, name) for name in names)), default=len(texts))
    return "\n\n".join(python(text) for text in texts[: last + 1])


def defines(text: str, name: str) -> bool:
    """Whether a cell defines `name` at its outermost level."""
    named = rf"^(?:(?:async\s+)?(?:def|class)\s+{name}\b|{name}\s*(?::[^=\n]+)?=(?!=))"
    return re.search(named, text, re.MULTILINE) is not None


def python(text: str) -> str:
    """Return a cell without what only a kernel understands; the lines keep their numbers.

    The rest of a cell under `%%magic` is kept: `%%time` runs it, and what `%%bash` runs is a mistake in a program.
    """
    return MAGIC.sub(lambda found: f"{found[1] or found[3] or ''}pass  # {found[0].strip()}", text)


def names(stub: str) -> tuple[str, ...]:
    """Return what a stub defines."""
    return tuple(DEFINITION.findall(stub))


def examples(readme: str) -> tuple[str, ...]:
    """Return the runnable examples of a README."""
    return tuple(EXAMPLE.findall(readme))
