"""What was handed in, found by the names of folders and files."""

from collections.abc import Collection, Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.model import Exercise, Submission


def find(exercises: Sequence[Exercise], path: Path) -> tuple[tuple[Exercise, ...], Submission]:
    """Return which exercises `path` is about, and what is handed in for each.

    `path` is a tree of exercise folders (or of notebooks named after exercises), one such folder, one file that
    lies in (or under) one, or one such notebook. A file that a tree does not hold is no work, not an error.
    """
    there(path)
    known = {exercise.slug: exercise for exercise in exercises}
    here = path.absolute()
    if here.suffix == ".ipynb":
        slug = named(here, known)
        return (known[slug],), Submission(id=".", files={slug: here})
    inside = next((folder.name for folder in (here, *here.parents) if folder.name in known), None)
    if inside:
        one = known[inside]
        file = here / f"{one.module}.py" if here.name == inside else here
        if file.suffix != ".py":  # else a README would be judged, and its author told to mend its syntax
            raise UsageError(f"{str(path)!r} is no Python file; name {one.module}.py, or the folder {inside}")
        return (one,), Submission(id=".", files={inside: handed_in(file)})
    files = {slug: found(path, one) for slug, one in known.items()}
    if not any(files.values()) and not any((path / slug).is_dir() for slug in known):
        tree = path / "exercises"
        name = repr(str(tree)) if tree.is_dir() else "a folder that has one of them in it"
        raise UsageError(f"{str(path)!r} holds none of the exercises ({', '.join(known)}); name {name}")
    return tuple(exercises), Submission(id=".", files=files)


def there(path: Path) -> None:
    """Raise UsageError if there is nothing at `path`."""
    if not path.exists() and not path.is_symlink():
        raise UsageError(f"{str(path)!r} does not exist; name a folder of exercises, one exercise, or one file")


def named(file: Path, slugs: Collection[str]) -> str:
    """Return the exercise that a notebook is about: its name says it, as it does to nbgrader."""
    if file.stem not in slugs:
        raise UsageError(
            f"{file.name!r} has the name of no exercise; call it SLUG.ipynb with one of {', '.join(slugs)}"
        )
    return file.stem


def found(tree: Path, exercise: Exercise) -> Path | None:
    """Return what a tree holds for an exercise: the module in its folder, else a notebook of its name."""
    return handed_in(tree / exercise.slug / f"{exercise.module}.py") or handed_in(tree / f"{exercise.slug}.ipynb")


def handed_in(file: Path) -> Path | None:
    """Return `file` if there is anything of that name, whatever it is: the sandbox decides what it takes in."""
    return file if file.exists() or file.is_symlink() else None
