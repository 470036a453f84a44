"""A class folder: one folder for every student, with an exercise tree, modules side by side or nbgrader assignments."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.model import Exercise, Submission
from grader.submissions import found, handed_in


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in the class folder `folder`, by name and in order; `notices` say what else was seen, a sentence each.

    Nothing but the names is kept: a class may be large.
    """

    folder: Path
    names: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def ids(self) -> Iterator[str]:
        """The names as text; what no text can hold is written as backslash, x and number."""
        return map(shown, self.names)

    def submissions(self, exercises: Sequence[Exercise]) -> Iterator[Submission]:
        """Give what each of them has handed in."""
        return (submission(self.folder / name, exercises) for name in self.names)


def shown(name: str) -> str:
    """Return a name as text that every file and terminal takes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def submission(folder: Path, exercises: Sequence[Exercise]) -> Submission:
    """Return what is in one student's folder."""
    return Submission(id=shown(folder.name), files={one.slug: work(folder, one) for one in exercises})


def work(folder: Path, exercise: Exercise) -> Path | None:
    """Return what a student's folder holds for an exercise: as in an exercise tree, else its module right there.

    A link in place of an exercise's folder is handed in as it is, and refused: it may lead to somebody else's work.
    So is a place that may not be read.
    """
    inner = folder / exercise.slug
    try:
        return inner if inner.is_symlink() else within(folder, exercise)
    except PermissionError:
        return inner


def within(folder: Path, exercise: Exercise) -> Path | None:
    """Return what a student's own folder holds for an exercise; raises PermissionError."""
    return found(folder, exercise) or handed_in(folder / f"{exercise.module}.py") or collected(folder, exercise)


def collected(folder: Path, exercise: Exercise) -> Path | None:
    """Return the notebook that nbgrader has collected for an exercise, in the folder of an assignment."""
    places = sorted(path.parent for path in folder.glob(f"*/{exercise.slug}.ipynb"))
    return next((place / f"{exercise.slug}.ipynb" for place in places if not place.is_symlink()), None)


def collected_in(path: Path) -> Path:
    """Return the class folder that is meant by `path`: in nbgrader's course directory, what it has collected.

    Raises UsageError if that is such a directory and nothing has been collected yet.
    """
    if not any(path.glob("source/*/*.ipynb")):
        return path
    if not (path / "submitted").is_dir():
        raise UsageError(
            f"{str(path)!r} is nbgrader's course directory, and there is no submitted/ in it yet; "
            "collect the work first, or name the folder of one student"
        )
    return path / "submitted"


def set_in(path: Path, exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Return what is asked of the class in `path`: in nbgrader's course directory, what has a source notebook."""
    names = {file.stem for file in path.glob("source/*/*.ipynb")}
    return tuple(one for one in exercises if not names or one.slug in names)


def is_class(path: Path, exercises: Sequence[Exercise]) -> bool:
    """Whether `path` is a class folder: no exercise lies in it, but in at least one of its folders."""
    slugs = {exercise.slug for exercise in exercises}
    if not path.is_dir() or any(folder.name in slugs for folder in (path.absolute(), *path.absolute().parents)):
        return False
    if (path / "exercises").is_dir() and (path / "tests").is_dir():
        return False  # that is a course
    if any(found(path, one) or (path / one.slug).is_dir() for one in exercises):
        return False
    return any(visible(one.name) and not stranger(one) and begun(one, exercises) for one in path.iterdir())


def begun(folder: Path, exercises: Sequence[Exercise]) -> bool:
    """Whether a folder holds anything of the exercises."""
    return any(work(folder, one) or (folder / one.slug).is_dir() for one in exercises)


def visible(name: str) -> bool:
    """Whether a name is meant to be seen; our own `.grade` is not."""
    return not name.startswith(".")


def call(folder: Path, exercises: Sequence[Exercise]) -> Roster:
    """Return who is in a class folder."""
    names, notices = [], []
    called: dict[str, str] = {}
    for entry in sorted(path for path in folder.iterdir() if visible(path.name)):
        left_out = stranger(entry)
        if not left_out and (twin := called.setdefault(shown(entry.name), entry.name)) != entry.name:
            raise UsageError(f"{twin!r} and {entry.name!r} look alike in every report; rename one of them")
        said = left_out or doubtful(entry, exercises)
        names += [] if left_out else [entry.name]
        notices += [f"{shown(entry.name)!r} {said}"] if said else []
    return Roster(folder, tuple(names), tuple(notices))


def stranger(entry: Path) -> str:
    """Say why an entry of a class folder is no student's; empty if it is one."""
    try:
        target = entry.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop of links is a RuntimeError before Python 3.13
        return "is a link that leads nowhere; it is left out"
    if not target.is_dir():
        return "is no folder of a student; it is left out"
    if entry.parent.resolve().is_relative_to(target):
        return "is a link that leads back to the class itself; it is left out"
    return ""


def doubtful(folder: Path, exercises: Sequence[Exercise]) -> str:
    """Say what is strange about a student's folder; empty if nothing is."""
    try:
        empty = next(folder.iterdir(), None) is None
    except PermissionError:
        return "may not be read; give yourself the right to read it and grade again"
    if begun(folder, exercises):
        return unnamed(folder, exercises)
    if empty:
        return "is an empty folder; nothing was handed in"
    first = exercises[0]
    return f"holds no exercise; a file {first.slug}/{first.module}.py or {first.module}.py would be one"


def unnamed(folder: Path, exercises: Sequence[Exercise]) -> str:
    """Say in which exercise's folder is code, but none of the name that is graded; empty if in none."""
    for one in exercises:
        inner = folder / one.slug
        with suppress(PermissionError):
            if inner.is_dir() and not work(folder, one) and any(map(code, inner.iterdir())):
                return f"has code in {one.slug}/, but no {one.module}.py; that counts as not handed in"
    return ""


def code(file: Path) -> bool:
    """Whether somebody has meant a file to be graded, by its name."""
    return visible(file.name) and file.suffix.lower() in (".py", ".ipynb")
