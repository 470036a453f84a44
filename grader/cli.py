"""The command line: a verb, its words, an exit code. The only place that exits."""

import sys
from collections.abc import Sequence
from importlib import import_module

from grader.errors import GraderError

VERBS = (
    "run", "verify", "explore", "export", "release", "report", "comment", "stats", "regrade", "doctor",
    "gradescope",
)  # fmt: skip
"""Each is a module of `grader.commands`; a path alone means `run`."""

INTERRUPTED = 130


def entry() -> None:
    """Run the command and exit with its code."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Run the command line `argv` and return the exit code."""
    words = list(argv)
    verb = words.pop(0) if words and words[0] in VERBS else "run"
    try:
        return int(import_module(f"grader.commands.{verb}").run(words))
    except GraderError as error:
        from grader.report.safe import clean, inert  # noqa: PLC0415  (--help answers at once)

        print(inert(f"grade: {clean(str(error))}"), file=sys.stderr)  # it may quote what a student has named
        return error.exit_code
    except OSError as error:
        if error.filename is None:  # not about a file that somebody named: a bug
            raise
        print(f"grade: {error.filename!r}: {error.strerror}; mend that or name another", file=sys.stderr)
        return GraderError.exit_code
    except KeyboardInterrupt:
        print("grade: interrupted", file=sys.stderr)
        return INTERRUPTED
