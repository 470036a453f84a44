"""What one uploads to Gradescope: a zip with `setup.sh` and `run_autograder` at its root, the grader and the exercises.

The grader lies in it as a wheel, the course without solutions. Gradescope puts all of it into /autograder/source and
runs `setup.sh` once to make an image, then `run_autograder` for each submission.
"""

from collections.abc import Iterator, Sequence
from importlib import resources

from grader.export import gradescope
from grader.export.wheel import packed, wheel
from grader.model import Exercise, Language, Result

SPARE = 30  # seconds between our end of a run and Gradescope's, which shows nothing of it
READ = ("*.py", "feedback.toml")  # of hidden tests


def archive(exercises: Sequence[Exercise], lang: Language, minutes: int) -> bytes:
    """Return the zip for these exercises; `minutes` is the time that Gradescope gives a submission."""
    return packed(files(exercises, lang, minutes))


def files(exercises: Sequence[Exercise], lang: Language, minutes: int) -> Iterator[tuple[str, bytes, int]]:
    """Give path, content and permissions of every file."""
    name, data = wheel()
    words = {"@SECONDS@": str(minutes * 60 - SPARE), "@LANG@": lang}
    yield "setup.sh", script("setup.sh", {}), 0o755
    yield "run_autograder", script("run_autograder", words), 0o755
    yield name, data, 0o644
    yield "nothing.json", gradescope.so_far(Result(id=".", scores=()), len(exercises), lang).encode(), 0o644
    for one in exercises:
        yield f"course/exercises/{one.slug}/{one.stub.name}", one.stub.read_bytes(), 0o644
        for file in sorted(path for pattern in READ for path in one.tests.glob(pattern)):
            yield f"course/tests/exercises/{one.slug}/{file.name}", file.read_bytes(), 0o644


def script(name: str, words: dict[str, str]) -> bytes:
    """Return a script with what is to be put into it."""
    text = resources.files("grader").joinpath("kit", "gradescope", name).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(word, value)
    return text.encode()
