"""The command line: a verb, its words, an exit code. The only place that exits."""

import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from grader.errors import GraderError

VERBS = (
    "run", "verify", "explore", "export", "release", "report", "comment", "stats", "regrade", "doctor",
    "gradescope",
)  # fmt: skip
"""Each is a module of `grader.commands`; a path alone means `run`."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
STREAMS = 2
"""The last number of what everybody prints to."""

INTERRUPTED = 130
UNHEARD = 141
"""What a shell says of a program that nobody listens to any more, like `head` when it has seen enough."""


def entry() -> None:
    """Run the command and exit with its code; who is told to end puts everything away first, as at Ctrl-C."""
    speak()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP, and nohup ignores it
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))


def speak() -> None:
    """Have streams that take all that is printed: a closed one drops it, one with few characters escapes the others."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= STREAMS:  # else a file of ours gets it, and is printed into
        os.set_inheritable(number, True)  # noqa: FBT003  (the function's own signature)
    os.close(number)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


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
        if not (said := refused(error)):
            raise
        if error.errno in NO_ROOM:
            forget()
        print(f"grade: {said}", file=sys.stderr)
        return GraderError.exit_code
    except KeyboardInterrupt:
        print("grade: interrupted", file=sys.stderr)
        return INTERRUPTED


def refused(error: OSError) -> str:
    """Say what the system has refused and what to do; empty if it is about nothing of the user's: a bug."""
    if error.filename is not None:
        return f"{error.filename!r}: {error.strerror}; mend that or name another"
    if error.errno in NO_ROOM:
        return f"what is written finds no room: {error.strerror}; make some, or write elsewhere"
    if (error.strerror or "").startswith("No usable temporary directory"):  # as `tempfile` says it
        return f"{error.strerror}; make room in one of them, or let TMPDIR name another"
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the folder that you are in is not there any more; go to one that is"
    return ""


def forget() -> None:
    """Give up what is printed and not yet flushed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def done(verb: str, words: Sequence[str]) -> int:
    """Do what a verb says; return the exit code when all that it prints is written."""
    code = int(import_module(f"grader.commands.{verb}").run(words))
    sys.stdout.flush()  # else the interpreter does so at its end, where nothing can be done any more
    return code
