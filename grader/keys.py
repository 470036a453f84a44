"""What a result came from, as a key: who has the same key again would be judged the same again."""

import hashlib
import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import grader
from grader import intake, notebook, watch
from grader.model import Exercise

DECIDES = (
    "explore", "judge", "sandbox", "stage",
    "intake.py", "judging.py", "notebook.py", "outcomes.py", "score.py", "syscalls.py", "testing.py", "watch.py",
)  # fmt: skip
"""What of the grader a verdict can depend on; reports and the like may change as they please."""


def of_run(level: str) -> str:
    """Return the digest of what all results of a run share: the grader, the interpreter, the sandbox."""
    return digest(json.dumps([sources(), sys.version, platform.machine(), level]).encode())


def of_grader() -> str:
    """Return the digest of what of the grader a verdict can depend on."""
    return digest(json.dumps(sources()).encode())


def sources() -> dict[str, str]:
    """Return the digest of every file of ours that a verdict can depend on."""
    root = Path(grader.__file__).parent
    files = [path for name in DECIDES for path in sorted((root / name).rglob("*.py")) or [root / name]]
    return {path.relative_to(root).as_posix(): digest(path.read_bytes()) for path in files if path.is_file()}


def of_exercise(exercise: Exercise) -> str:
    """Return the digest of what is asked in an exercise: hidden tests, scenarios, feedback, and which checks."""
    files = contents(exercise.tests)
    checks = [[check.name, check.points, check.visible] for check in exercise.checks]
    asked = [exercise.slug, exercise.title.en, exercise.title.zh, exercise.allowed, watch.lacking(exercise.needs)]
    return digest(json.dumps([files, checks, asked, digest(exercise.stub.read_bytes())]).encode())


def of_tests(folder: Path) -> str:
    """Return the digest of a folder of hidden tests, wherever it lies; `nothing` if there is none."""
    return digest(json.dumps(contents(folder)).encode()) if folder.is_dir() else "nothing"


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file in a folder by its name."""
    return {path.name: digest(path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()}


def of_file(file: Path | None) -> str:
    """Return the digest of what was handed in; what is not taken in has the code that says why."""
    if file is None:
        return "nothing"
    kind, largest = ("notebook", notebook.LARGEST) if file.suffix == ".ipynb" else ("module", intake.LARGEST)
    try:
        return f"{kind} {digest(intake.taken(file, largest))}"  # the same bytes are not the same work as both
    except intake.RefusedError as error:
        return error.code


def of_results(run: str, asked: dict[str, str], files: dict[str, Path | None]) -> Iterator[tuple[str, str]]:
    """Give the key of one submission's result in each exercise: slug, key; `asked` maps slugs to digests."""
    for slug, exercise in asked.items():
        yield slug, digest(f"{run} {exercise} {of_file(files.get(slug))}".encode())


def digest(data: bytes) -> str:
    """Return 128 bits of SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]
