"""The command line: a verb, its words, an exit code. The only place that exits."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from grader.errors import GraderError

VERBS = (
    "run", "verify", "explore", "export", "release", "report", "comment", "stats", "regrade", "doctor",
    "gradescope",
)  # fmt: skip
"""Each is a module of `grader.commands`; a path alone means `run`."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
INTERRUPTED = 130
UNHEARD = 141
"""What a shell says of a program that nobody listens to any more, like `head` when it has seen enough."""


def entry() -> None:
    """Run the command and exit with its code."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run the command line `argv` and return the exit code."""
    words = list(argv)
    verb = words.pop(0) if words and words[0] in VERBS else "run"
    try:
        return done(verb, words)
    except GraderError as error:
        from grader.report.safe import clean, inert  # noqa: PLC0415  (--help answers at once)

        print(inert(f"grade: {clean(str(error))}"), file=sys.stderr)  # it may quote what a student has named
        return error.exit_code
    except BrokenPipeError:
        forget()
        return UNHEARD
    except OSError as error:
        if error.filename is not None:
            said = f"{error.filename!r}: {error.strerror}; mend that or name another"
        elif error.errno in NO_ROOM:
            forget()
            said = f"what is written finds no room: {error.strerror}; make some, or write elsewhere"
        else:  # not about a file that somebody named: a bug
            raise
        print(f"grade: {said}", file=sys.stderr)
        return GraderError.exit_code
    except KeyboardInterrupt:
        print("grade: interrupted", file=sys.stderr)
        return INTERRUPTED


def forget() -> None:
    """Give up what is printed and not yet flushed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def done(verb: str, words: Sequence[str]) -> int:
    """Do what a verb says; return the exit code when all that it prints is written."""
    code = int(import_module(f"grader.commands.{verb}").run(words))
    sys.stdout.flush()  # else the interpreter does so at its end, where nothing can be done any more
    return code
