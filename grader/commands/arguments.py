"""What several verbs read from the command line, and how they write."""

import argparse
import math
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from grader.errors import UsageError
from grader.model import Language

LEVELS = ("auto", "L3", "L2", "L1", "L0")


def common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every verb has."""
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument("--seed", type=int, metavar="N", help="repeat a run: the report shows its seed")
    parser.add_argument("--sandbox", choices=LEVELS, default="auto", help="its level [the best there is]")
    parser.add_argument("-j", type=judges, default="auto", metavar="N", help="judges at work at once [auto: cores]")


def language(parser: argparse.ArgumentParser) -> None:
    """Add the language of what is printed."""
    parser.add_argument("--lang", choices=get_args(Language), default="en", help="language of the report")


def source(parser: argparse.ArgumentParser) -> None:
    """Add where saved scores are read from."""
    about = "a report (grade PATH --format json), a class folder that was graded, or its store"
    parser.add_argument("source", type=Path, metavar="FROM", help=about)


def place(word: str) -> Path:
    """Read a path; what is not straight is resolved, or it would seem to lie in the folder that `..` leaves."""
    path = Path(word)
    return path.resolve() if ".." in path.parts else path


def seed(asked: int | None) -> int:
    """Return the seed that was asked for, else a new one."""
    return asked if asked is not None else int.from_bytes(os.urandom(4))


def judges(word: str) -> int:
    """Read how many judges may be at work at once; `auto` means one per core that we may use."""
    if word == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return positive(word)


def positive(word: str) -> int:
    """Read a whole number of at least 1."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number of at least 1")
    return int(word)


def share(word: str) -> float:
    """Read a part of all as a percentage."""
    try:
        part = float(word.removesuffix("%")) / 100
    except ValueError:
        part = 0.0
    if not 0 < part <= 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no part of all; write a percentage, like 5%")
    return part


def seconds(word: str) -> float:
    """Read a positive number of seconds."""
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{word!r} is not a positive number of seconds")
    return number


def course(asked: Path | None, path: Path) -> Path:
    """Return the course that was asked for, else the one that `path` lies in."""
    from grader import catalog  # noqa: PLC0415  (--help and mistakes answer before anything is imported)

    return asked if asked is not None else catalog.course(path)


def writable(out: Path | None) -> Path | None:
    """Return `out`; raises UsageError before any work is done if nothing can be written there."""
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise UsageError(f"{str(out)!r} is not a file in an existing folder; name one that is")
    if out is not None and not os.access(out.absolute().parent, os.W_OK):
        raise UsageError(f"{str(out)!r} lies in a folder that you may not write to; name another file")
    return out


def fresh(out: Path | None, *, force: bool) -> Path | None:
    """Return `out`; raises UsageError if there is something there already, unless forced."""
    if out is not None and out.exists() and not force:
        raise UsageError(f"{str(out)!r} is there already; nothing is written. --force replaces it")
    return out


def write(text: Iterable[str], out: Path | None) -> None:
    """Write `text`, whole or in pieces, to `out`, by rename so that it is whole or not there, or print it."""
    if out is None:
        try:
            sys.stdout.writelines([text] if isinstance(text, str) else text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(f"the output cannot be written: {error.strerror}; name a file with --out") from error
        return
    with whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:  # a form may ask for CRLF
        file.writelines([text] if isinstance(text, str) else text)


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a file beside `out` to write to, which takes its name afterwards: it is whole or not there.

    What is no file of its own (a link, /dev/null, a pipe) is written through: a rename would put a file in its place.
    """
    if out.is_symlink() or (out.exists() and not out.is_file()):
        yield out
        return
    part = out.with_name(f".{out.name}.part")
    try:
        yield part
        part.replace(out)
    except OSError as error:
        raise UsageError(
            f"{str(out)!r} cannot be written: {error.strerror}; make room, or name another file"
        ) from error
    finally:
        part.unlink(missing_ok=True)
