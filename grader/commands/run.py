"""`grade [run] PATH`: grade a path and report it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.arguments import common, course, language, place, seed, share, writable, write
from grader.errors import UsageError
from grader.model import Language

if TYPE_CHECKING:
    from grader.model import Score, Scorebook


def run(words: Sequence[str]) -> int:
    """Grade a path and report it."""
    asked = parser().parse_args(words)
    out, result = writable(asked.out), writable(asked.json)
    from grader import catalog, grade, roster, score, submissions  # noqa: PLC0415  (--help answers before anything is imported)

    submissions.there(asked.path)
    path = roster.collected_in(asked.path)
    if path != asked.path and not asked.quiet:
        print(f"{str(asked.path)!r} is nbgrader's course directory: {str(path)!r} is graded", file=sys.stderr)
    plan = grade.Plan(
        course=course(asked.course, asked.path),
        path=path,
        only=asked.k,
        jobs=asked.j,
        seed=seed(asked.seed),
        sandbox=asked.sandbox,
        cluster=asked.cluster or "",
        keep=asked.keep,
    )
    exercises = catalog.load(plan.course)
    quiet = asked.quiet or asked.format != "terminal"
    if students := roster.set_in(asked.path, grade.class_of(plan, exercises)):
        from grader.commands import whole_class  # noqa: PLC0415  (only a class needs it)

        if result or asked.format == "github":
            raise UsageError("--json and --format github are for one submission, not for a class; use --format json")
        return whole_class.run(plan, students, asked, out)
    unasked(asked)
    book = grade.grade(plan, exercises, teller(quiet=quiet))
    if result:
        show(book, "json", asked.lang, result)
    if asked.format == "github":
        summarise(book, asked.lang)
    show(book, asked.format, asked.lang, out)
    code = score.exit_code(one for result in book.results for one in result.scores)
    return 0 if asked.exit_zero and code == 1 else code


def unasked(asked: argparse.Namespace) -> None:
    """Raise UsageError for what only a class folder can be asked."""
    given = {"--store": asked.store, "--recheck": asked.recheck, "--cluster": asked.cluster, "--each": asked.each}
    if names := [name for name, value in given.items() if value]:
        raise UsageError(f"{names[0]} is for a class folder, and {str(asked.path)!r} is none; leave it out")


def parser() -> argparse.ArgumentParser:
    """Describe `grade [run] PATH`."""
    parser = argparse.ArgumentParser(
        prog="grade",
        description="Grade exercises on processes and threads.  More, each with a --help of its own: "
        "`grade explore FILE` explores the threads of any Python file; `grade report`, `stats`, `regrade` and `export` "
        "show and hand on what was graded; `grade release` writes the student's kit; `grade verify [EX]` checks "
        "exercises for their authors; `grade doctor` says how safe a sandbox this machine has; `grade gradescope` and "
        "`comment` are run by Gradescope and GitHub.",
        epilog="exit codes: 0 full marks, 1 marks missing, 2 usage or exercise fault, "
        "3 something could not be graded, 130 interrupted",
    )
    parser.add_argument(
        "path",
        type=place,
        metavar="PATH",
        help="a folder of exercises, one exercise, one file, a class folder, or nbgrader's course directory",
    )
    common(parser)
    parser.add_argument("--format", choices=("terminal", "json", "github"), default="terminal")
    language(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report there instead of the terminal")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result as JSON there, too")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep pytest-json-report's JSON of what is graded there"
    )
    parser.add_argument("-k", default="", metavar="TEXT", help="only checks whose exercise::check contains TEXT")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 although marks are missing")
    klass = parser.add_argument_group("a class folder (PATH/<student>/...)")
    klass.add_argument("--store", type=Path, metavar="FILE", help="keep results there [PATH/.grade/results.sqlite]")
    klass.add_argument("--recheck", type=share, metavar="5%", help="grade a part of the results again by other seeds")
    klass.add_argument("--each", action="store_true", help="judge every file, even one that others have, too")
    klass.add_argument("--cluster", metavar="ADDRESS", help="grade on the workers of this Dask scheduler; -j is theirs")
    klass.add_argument("--allow-unsandboxed", action="store_true", help="although no sandbox works; not trusted")
    return parser


def teller(*, quiet: bool) -> "Callable[[Score], None]":
    """Return what to do with every score as it comes: a line of progress, if somebody watches."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None
    return lambda score: print(f"{score.exercise.slug}: {score.points}/{score.exercise.max_score}", file=sys.stderr)


def summarise(book: "Scorebook", lang: Language) -> None:
    """Add the job's summary to the file that GitHub's runner names, if one does."""
    from grader.report import github  # noqa: PLC0415  (--help answers at once)

    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(github.summary(book, lang))


def show(book: "Scorebook", form: str, lang: Language, out: Path | None) -> None:
    """Write or print the report."""
    from grader.report import REPORTERS, terminal  # noqa: PLC0415  (--help answers at once)

    if out is None and form == "terminal" and sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415  (--help answers at once)

        Console().print(terminal.pages(book, lang))
    else:
        write(REPORTERS[form](book, lang), out)
