"""The command line: the only place that prints or exits."""

import argparse
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from grader.errors import GraderError, UsageError
from grader.model import Language

if TYPE_CHECKING:
    from grader.model import Score, Scorebook

INTERRUPTED = 130


def entry() -> None:
    """Run the command and exit with its code."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run the command line `argv` and return the exit code."""
    words = list(argv)
    verb = words.pop(0) if words and words[0] in COMMANDS else "run"
    try:
        return COMMANDS[verb](words)
    except GraderError as error:
        print(f"grade: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("grade: interrupted", file=sys.stderr)
        return INTERRUPTED


def run(words: Sequence[str]) -> int:
    """Grade a path and report it."""
    asked = run_parser().parse_args(words)
    out = writable(asked.out)
    from grader import grade, score  # noqa: PLC0415  (--help and mistakes answer before anything is imported)

    plan = grade.Plan(
        course=course(asked.course, asked.path),
        path=asked.path,
        only=asked.k,
        jobs=asked.j,
        seed=seed(asked.seed),
        sandbox=asked.sandbox,
    )
    book = grade.grade(plan, teller(quiet=asked.quiet or asked.format != "terminal"))
    show(book, asked.format, asked.lang, out)
    code = score.exit_code(one for result in book.results for one in result.scores)
    return 0 if asked.exit_zero and code == 1 else code


def verify(words: Sequence[str]) -> int:
    """Hold exercises against the authoring contract."""
    asked = verify_parser().parse_args(words)
    from grader.grade import Terms  # noqa: PLC0415  (as above)
    from grader.sandbox import levels  # noqa: PLC0415  (as above)
    from grader.verify import verify as hold  # noqa: PLC0415  (as above)

    faults, terms = 0, Terms(seed(asked.seed), levels.find(asked.sandbox).level)
    for found in hold(course(asked.course, Path()), asked.exercise, asked.j, terms):
        print(f"{'FAULT' if found.faults else 'ok':<5} {found.slug}: {found.runs} submissions", flush=True)
        for fault in found.faults:
            print(f"      {fault}", flush=True)
        faults += len(found.faults)
    return 2 if faults else 0


def explore(words: Sequence[str]) -> int:
    """Explore one function of any Python file."""
    asked = explore_parser().parse_args(words)
    out = writable(asked.out)
    from grader import exploring  # noqa: PLC0415  (as above)
    from grader.report import exploration  # noqa: PLC0415

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
    write(exploration.RENDERERS[asked.format](found, asked.lang), out)
    return exploring.exit_code(found)


def doctor(words: Sequence[str]) -> int:
    """Say what works on this machine and what helps where something does not."""
    doctor_parser().parse_args(words)
    from grader.sandbox import levels  # noqa: PLC0415  (as above)

    found = levels.diagnose()
    print(f"Python {sys.version.split()[0]} on {sys.platform}: {sys.executable}")
    for one in found:
        print(f"sandbox {one.level} ({levels.NAMES[one.level]}): {one.trouble or 'works'}")
        if one.trouble:
            print(f"    what helps: {one.remedy or 'nothing that we know of; please report this line'}")
    return 1 if any(one.trouble for one in found) else 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "verify": verify,
    "explore": explore,
    "doctor": doctor,
}


def run_parser() -> argparse.ArgumentParser:
    """Describe `grade [run] PATH`."""
    parser = argparse.ArgumentParser(
        prog="grade",
        description="Grade exercises on processes and threads.  "
        "More: `grade verify [EX]` checks exercises for their authors, `grade explore FILE` explores any Python file, "
        "`grade doctor` says how safe a sandbox this machine has.",
        epilog="exit codes: 0 full marks, 1 marks missing, 2 usage or exercise fault, "
        "3 something could not be graded, 130 interrupted",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder of exercises, one exercise, or one file")
    common(parser)
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal")
    parser.add_argument("--lang", choices=get_args(Language), default="en", help="language of the report")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report there instead of the terminal")
    parser.add_argument("-k", default="", metavar="TEXT", help="only checks whose exercise::check contains TEXT")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 although marks are missing")
    return parser


def verify_parser() -> argparse.ArgumentParser:
    """Describe `grade verify [EX]`."""
    parser = argparse.ArgumentParser(
        prog="grade verify",
        description="Stub fails, references and right/ get full marks, every wrong/ fails as its docstring says.",
    )
    parser.add_argument("exercise", nargs="?", metavar="EX", help="a slug, or a part of one; default: all exercises")
    common(parser)
    return parser


def explore_parser() -> argparse.ArgumentParser:
    """Describe `grade explore FILE`."""
    parser = argparse.ArgumentParser(
        prog="grade explore",
        description="Run one function under every interleaving of its threads that differs, and tell how it can end.",
        epilog="exit codes: 0 no execution raised, deadlocked or hit the limit of steps, 1 some did, 2 usage, "
        "3 the file does something that cannot be explored",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a Python file; modules beside it are explored too")
    parser.add_argument("--call", default="main", metavar="NAME", help="the function, called without arguments [main]")
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal")
    parser.add_argument("--lang", choices=get_args(Language), default="en", help="language of the report")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report there instead of the terminal")
    parser.add_argument("--executions", type=positive, default=10_000, metavar="N", help="at most so many [10000]")
    parser.add_argument("--seconds", type=seconds, metavar="S", help="and no new one after so much time")
    parser.add_argument("--search", choices=("dpor", "dfs", "random"), default="dpor", help="how to search [dpor]")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of random walks and of `random` [0]")
    parser.add_argument("--replay", type=schedule, metavar="TOKEN", help="run this one schedule and tell its story")
    return parser


def doctor_parser() -> argparse.ArgumentParser:
    """Describe `grade doctor`."""
    return argparse.ArgumentParser(
        prog="grade doctor",
        description="Try every level of the sandbox on this machine, and name the command that mends what is missing.",
        epilog="exit codes: 0 everything works, 1 something does not",
    )


def common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every verb has."""
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument("--seed", type=int, metavar="N", help="repeat a run: the report shows its seed")
    parser.add_argument("--sandbox", choices=("auto", "L2", "L0"), default="auto", help="its level [the best there is]")
    parser.add_argument("-j", type=positive, default=os.cpu_count() or 1, metavar="N", help="judges at work at once")


def seed(asked: int | None) -> int:
    """Return the seed that was asked for, else a new one."""
    return asked if asked is not None else int.from_bytes(os.urandom(4))


def positive(word: str) -> int:
    """Read a whole number of at least 1."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number of at least 1")
    return int(word)


def seconds(word: str) -> float:
    """Read a positive number of seconds."""
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{word!r} is not a positive number of seconds")
    return number


def schedule(word: str) -> str:
    """Read a schedule as a report shows it."""
    from grader.explore.schedule import decode  # noqa: PLC0415  (as above)

    try:
        decode(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return word


def course(asked: Path | None, path: Path) -> Path:
    """Return the course that was asked for, else the one that `path` lies in."""
    from grader import catalog  # noqa: PLC0415  (as above)

    return asked if asked is not None else catalog.course(path)


def writable(out: Path | None) -> Path | None:
    """Return `out`; raises UsageError before any work is done if nothing can be written there."""
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise UsageError(f"--out {str(out)!r} is not a file in an existing folder; name one that is")
    return out


def teller(*, quiet: bool) -> "Callable[[Score], None]":
    """Return what to do with every score as it comes: a line of progress, if somebody watches."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None
    return lambda score: print(f"{score.exercise.slug}: {score.points}/{score.exercise.max_score}", file=sys.stderr)


def show(book: "Scorebook", form: str, lang: Language, out: Path | None) -> None:
    """Write or print the report."""
    from grader.report import REPORTERS, terminal  # noqa: PLC0415  (as above)

    if out is None and form == "terminal" and sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415  (as above)

        Console().print(terminal.pages(book, lang))
    else:
        write(REPORTERS[form](book, lang), out)


def write(text: str, out: Path | None) -> None:
    """Write `text` to `out`, by rename so that it is whole or not there, or print it."""
    if out is None:
        sys.stdout.write(text)
        return
    part = out.with_name(f".{out.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(out)
