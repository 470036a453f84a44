"""An attack: a file whose docstring says what is tried and, in its last lines, what must come of it."""

import ast
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
KEYS = {"exercise", "points", "codes", "checks", "wall", "runs", "succeeds"}
INTRUSIVE = {"forging", "resources", "stealing", "tampering"}  # classes that could harm the next submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What an attack hands in for `exercise`, and the `points` and `codes` that it deserves.

    `checks` are parts of the names of the checks that it is graded by (all of them if empty), `wall` the seconds for
    one request; `rare` means that only the bench tries it (`runs: bench`), because another is much like it;
    `succeeds` is the reason why the grader cannot refuse it yet.
    """

    file: Path
    exercise: str
    points: int
    codes: frozenset[str]
    checks: tuple[str, ...]
    wall: float | None
    rare: bool
    succeeds: str

    @property
    def name(self) -> str:
        """Its class and its own name."""
        return f"{self.file.parent.name}/{self.file.stem}"

    @property
    def intrusive(self) -> bool:
        """Whether it is of a class that could harm the next submission."""
        return self.file.parent.name in INTRUSIVE

    def hand_in(self, target: Path, places: dict[str, str]) -> None:
        """Put the submission to `target`; a `@word@` in it becomes the place of that name.

        An attack of class `shapes` is no text that Python reads: it has a function that makes the file.
        """
        if self.file.parent.name == "shapes":
            runpy.run_path(str(self.file))["hand_in"](target)
            return
        text = self.file.read_text(encoding="utf-8")
        for word, place in places.items():
            text = text.replace(f"@{word}@", place)
        target.write_text(text, encoding="utf-8")


def attacks() -> Iterator[Attack]:
    """Give every attack of the suite, by class and name."""
    for file in sorted(HERE.glob("*/*.py")):
        yield read(file)


def read(file: Path) -> Attack:
    """Return the attack in `file`; raises ValueError if its docstring does not end in declarations."""
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    declared = dict(line.split(": ", 1) for line in said.rpartition("\n\n")[2].splitlines())
    if not {"exercise", "points", "codes"} <= declared.keys() <= KEYS:
        raise ValueError(f"{file}: the docstring declares {sorted(declared)}; exercise, points and codes are needed")
    return Attack(
        file=file,
        exercise=declared["exercise"],
        points=int(declared["points"]),
        codes=frozenset(words(declared["codes"])),
        checks=words(declared.get("checks", "")),
        wall=float(declared["wall"]) if "wall" in declared else None,
        rare=declared.get("runs") == "bench",
        succeeds=declared.get("succeeds", ""),
    )


def words(said: str) -> tuple[str, ...]:
    """Return the words between commas; `none` is no word."""
    return tuple(word.strip() for word in said.split(",") if word.strip() not in ("", "none"))
