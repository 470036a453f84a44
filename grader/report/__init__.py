"""One module per format: `render(book, lang) -> str`."""

from collections.abc import Callable, Mapping

from grader.model import Language, Scorebook
from grader.report import github, json, terminal

REPORTERS: Mapping[str, Callable[[Scorebook, Language], str]] = {
    "terminal": terminal.render,
    "json": json.render,
    "github": github.render,
}
