"""The file itself: its schema, how it is opened, and what is said when that does not work."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import StoreError

VERSION = 1  # of the schema; SQLite keeps it as user_version
OURS = 0x7EAD1165  # SQLite's application_id: says that a file is a store of ours (sqlite.org/pragma.html)
BUSY = 10.0  # seconds that one waits for another who writes

SCHEMA = """
CREATE TABLE runs (            -- one row for every time that the class was graded
    run INTEGER PRIMARY KEY,
    began TEXT NOT NULL,       -- UTC, ISO 8601
    seed INTEGER NOT NULL,
    sandbox TEXT NOT NULL,     -- JSON: level and name
    trusted INTEGER NOT NULL,
    notices TEXT NOT NULL      -- JSON: a sentence for whatever was found and is no submission
);
CREATE TABLE submissions (     -- who was there in the last run, in order
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
);
CREATE TABLE exercises (       -- whatever was asked ever: a score keeps what it was judged by
    digest TEXT PRIMARY KEY,
    data TEXT NOT NULL         -- JSON: see `described`
);
CREATE TABLE asked (           -- what was asked in the last run, in order
    place INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    exercise TEXT NOT NULL
);
CREATE TABLE scores (
    id TEXT NOT NULL,
    slug TEXT NOT NULL,
    key TEXT NOT NULL,         -- of everything that the score came from, but for the seed; empty: could not be graded
    exercise TEXT NOT NULL,
    run INTEGER NOT NULL,
    seed INTEGER,              -- NULL where nothing was run
    points INTEGER NOT NULL,
    seconds REAL NOT NULL,
    outcomes TEXT NOT NULL,    -- JSON: a list of check, code, evidence
    times INTEGER NOT NULL,    -- how often it was judged with this key and seed: 1; 0 if another with the same was
    PRIMARY KEY (id, slug)
);
"""

BY_KEY = "CREATE INDEX IF NOT EXISTS by_key ON scores (key, seed)"  # a store of before has none yet

TROUBLE = {
    sqlite3.SQLITE_FULL: "the disk is full; make room and run the same command again, it goes on from here",
    sqlite3.SQLITE_IOERR: "the disk could not be written or read; when it can, the same command goes on from here",
    sqlite3.SQLITE_READONLY: "it cannot be written; name another file",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; name another file",
    sqlite3.SQLITE_BUSY: "another program is writing to it; wait until it has ended",
    sqlite3.SQLITE_NOTADB: "it is no store of results; name another file",
    sqlite3.SQLITE_CORRUPT: "it is damaged; move it away, and the class is graded anew",
}
"""What SQLite says (its primary result codes) -> what we say."""


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Make a StoreError, with what to do next, of whatever goes wrong with the file `path`."""
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise StoreError(f"the results in {str(path)!r}: {TROUBLE.get(primary, f'{error}')}") from error
    except (ValueError, TypeError, LookupError) as error:  # a row that we would not have written
        raise StoreError(f"the results in {str(path)!r}: {TROUBLE[sqlite3.SQLITE_CORRUPT]} ({error!r})") from error
    except OSError as error:
        raise StoreError(f"no results can be kept in {str(path)!r}: {error.strerror}; name another file") from error


def beside(folder: Path) -> Path:
    """Return where the results of a class folder are kept: in it, where another class beside it has its own."""
    return folder / ".grade" / "results.sqlite"


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep every other run away from a store; whatever ends this one lets go of it."""
    if sys.platform == "win32":
        yield  # no flock there
        return
    import fcntl  # noqa: PLC0415  (as above)

    with saying(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"another `grade` is at work with {str(path)!r}; wait until it has ended") from error
        yield
    finally:
        os.close(lock)


def connected(path: Path, *, mode: str) -> sqlite3.Connection:
    """Return a connection to the store in `path`: `ro` to one that is there, `rwc` to one that is made if need be."""
    file = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY, isolation_level=None)
    try:
        if mode == "rwc" and not tables(file):
            prepare(file)
        known(file, path)
        if mode == "rwc":
            file.execute(BY_KEY)
        file.execute("PRAGMA synchronous = FULL")  # what is committed outlives a power cut
    except BaseException:
        file.close()
        raise
    return file


def prepare(file: sqlite3.Connection) -> None:
    """Make the tables of a file that is empty, all or none."""
    file.execute("PRAGMA journal_mode = WAL")
    with transaction(file):
        if not tables(file):  # nobody else was faster
            for statement in SCHEMA.split(";\n"):
                file.execute(statement)
            file.execute(f"PRAGMA application_id = {OURS}")
            file.execute(f"PRAGMA user_version = {VERSION}")


def tables(file: sqlite3.Connection) -> int:
    """Return how many tables and the like there are."""
    return int(file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def known(file: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError unless the file is a store of ours, and of this version."""
    ours, version = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if ours != OURS:
        raise StoreError(f"{str(path)!r} is no store of results; name another file")
    if version != VERSION:
        raise StoreError(
            f"the results in {str(path)!r} are of version {version}, this grader writes version {VERSION}; "
            "use the grader that wrote them, or move the file away, and the class is graded anew"
        )


@contextmanager
def transaction(file: sqlite3.Connection) -> Iterator[None]:
    """Make what is done in the block happen as a whole, or not at all."""
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
        file.execute("COMMIT")
    except BaseException:
        if file.in_transaction:
            file.execute("ROLLBACK")
        raise
