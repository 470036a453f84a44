"""A student's file as bytes, taken in where nothing can be swallowed: no link, no pipe, nothing huge."""

import os
import stat
from pathlib import Path

LARGEST = 1 << 20  # bytes


class RefusedError(Exception):
    """A student's file that is not taken in; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def taken(path: Path, largest: int = LARGEST) -> bytes:
    """Return the bytes of a regular file of at most `largest` bytes; raises RefusedError for all else."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise RefusedError("S702") from error
    try:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode):
            raise RefusedError("S702")
        if facts.st_size > largest:
            raise RefusedError("S703")
        return os.read(fd, largest)
    finally:
        os.close(fd)
