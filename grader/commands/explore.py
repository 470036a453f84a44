"""`grade explore FILE`: explore one function of any Python file."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.commands.arguments import language, positive, seconds, writable, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.model import Language


def run(words: Sequence[str]) -> int:
    """Explore one function of any Python file."""
    asked = parser().parse_args(words)
    out = writable(asked.out)
    from grader import exploring  # noqa: PLC0415  (--help answers at once)

    question = exploring.Question(
        file=asked.file,
        function=asked.call,
        executions=asked.executions,
        seconds=asked.seconds,
        search=asked.search,
        seed=asked.seed,
        replay=asked.replay,
    )
    found = exploring.ask(question)
    write(renderer(asked.format)(found, asked.lang), out)
    return exploring.exit_code(found)


def renderer(form: str) -> "Callable[[Mapping[str, Any], Language], str]":
    """Return what makes the report: the page needs modules that the others do not."""
    if form == "html":
        from grader.pages import explored  # noqa: PLC0415  (--help answers at once)

        return explored.render
    from grader.report import exploration  # noqa: PLC0415  (--help answers at once)

    return exploration.RENDERERS[form]


def parser() -> argparse.ArgumentParser:
    """Describe `grade explore FILE`."""
    parser = argparse.ArgumentParser(
        prog="grade explore",
        description="Run one function under every interleaving of its threads that differs, and tell how it can end.",
        epilog="exit codes: 0 no execution raised, deadlocked or hit the limit of steps, 1 some did, 2 usage, "
        "3 the file does something that cannot be explored",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a Python file; modules beside it are explored too")
    parser.add_argument("--call", default="main", metavar="NAME", help="the function, called without arguments [main]")
    parser.add_argument("--format", choices=("terminal", "json", "html"), default="terminal")
    language(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report there instead of the terminal")
    parser.add_argument("--executions", type=positive, default=10_000, metavar="N", help="at most so many [10000]")
    parser.add_argument("--seconds", type=seconds, metavar="S", help="and no new one after so much time")
    parser.add_argument("--search", choices=("dpor", "dfs", "random"), default="dpor", help="how to search [dpor]")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of random walks and of `random` [0]")
    parser.add_argument("--replay", type=schedule, metavar="TOKEN", help="run this one schedule and tell its story")
    return parser


def schedule(word: str) -> str:
    """Read a schedule as a report shows it."""
    from grader.explore.schedule import decode  # noqa: PLC0415  (--help answers at once)

    try:
        decode(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return word
