"""What was handed in, found by the names of folders and files."""

from collections.abc import Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.model import Exercise, Submission


def find(exercises: Sequence[Exercise], path: Path) -> tuple[tuple[Exercise, ...], Submission]:
    """Return which exercises `path` is about, and what is handed in for each.

    `path` is a tree of exercise folders, one such folder, or one file that lies in (or under)
    such a folder. A file that a tree does not hold is no work, not an error.
    """
    if not path.exists() and not path.is_symlink():
        raise UsageError(f"{str(path)!r} does not exist; name a folder of exercises, one exercise, or one file")
    known = {exercise.slug: exercise for exercise in exercises}
    here = path.absolute()
    inside = next((folder.name for folder in (here, *here.parents) if folder.name in known), None)
    if inside:
        one = known[inside]
        file = here / f"{one.module}.py" if here.name == inside else here
        return (one,), Submission(id=".", files={inside: handed_in(file)})
    files = {slug: handed_in(path / slug / f"{one.module}.py") for slug, one in known.items()}
    if not any((path / slug).is_dir() for slug in known):
        raise UsageError(
            f"{str(path)!r} holds none of the exercises ({', '.join(known)}); name a folder that has one of them in it"
        )
    return tuple(exercises), Submission(id=".", files=files)


def handed_in(file: Path) -> Path | None:
    """Return `file` if there is anything of that name, whatever it is: the sandbox decides what it takes in."""
    return file if file.exists() or file.is_symlink() else None
