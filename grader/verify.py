"""The authoring contract: an exercise does to every submission beside it exactly what its author says.

The stub fails every check cleanly, the reference and `right/` get full marks, and each `wrong/`
fails the checks that its docstring names, with the codes that it names, and no others.
"""

import ast
import re
import tempfile
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader import catalog, grade
from grader.errors import UsageError
from grader.model import LANGUAGES, Exercise, Score, Submission
from grader.mutants import mutants
from grader.sitting import sitting
from grader.workers import Workers, workers

EXPECTED = re.compile(r"(test_\w+): ([A-Z]\d{3})")
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
RIGHT, WRONG = 3, 6  # the fewest submissions of each kind
EQUIVALENTS = "mutants.toml"  # beside the hidden tests: the mutants that change nothing, and why
HINTS = 3  # of each check: who is still stuck after the first two gets the lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What holding one exercise against the contract gave: its faults, and how many submissions were graded.

    `matrix` says of every wrong submission, check by check, with which code it fails; None where it does not.
    """

    slug: str
    faults: tuple[str, ...]
    runs: int
    matrix: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """A file of the author's and what it must do: the checks that fail, with their codes; None: all, whatever code."""

    name: str
    file: Path
    fails: dict[str, str] | None


Judge = Callable[[Trial], Score]
"""Grades one of the author's files; all of them are judged in the same few sandboxes."""


def verify(
    course: Path, part: str | None, jobs: int, terms: grade.Terms, *, mutate: bool = False
) -> Iterator[Verified]:
    """Hold every exercise whose slug contains `part` against the contract, or (`mutate`) its tests against mutants."""
    wanted = Path(part or "").name  # the path of a folder says which one too
    exercises = [one for one in catalog.load(course) if wanted in one.slug]
    if not exercises:
        known = ", ".join(one.slug for one in catalog.load(course))
        raise UsageError(f"no exercise is called {part!r}; there are {known}")
    with (
        tempfile.TemporaryDirectory(prefix="threadlings-verify-") as folder,
        sitting(jobs) as judges,
        workers(jobs, judges.close) as run_all,
    ):
        for exercise in exercises:
            hold = mutated if mutate else verified
            yield hold(Places(course, exercise, Path(folder)), run_all, partial(tried, exercise, terms, judges.run))


def verified(places: "Places", run_all: Workers, judge: Judge) -> Verified:
    """Hold one exercise against the contract."""
    exercise = places.exercise
    found = [*places.faults(), *texts(places), *unasked(exercise)]
    trials = list(places.trials())
    scores = {trial.name: score for trial, score in run_all(judge, trials)}
    for trial in trials:
        found += differences(trial, scores[trial.name])
    matrix = {
        trial.name.removeprefix("wrong/"): tuple(outcome.code for outcome in scores[trial.name].outcomes)
        for trial in trials
        if trial.name.startswith("wrong/")
    }
    return Verified(slug=exercise.slug, faults=tuple(found), runs=len(trials), matrix=matrix)


def mutated(places: "Places", run_all: Workers, judge: Judge) -> Verified:
    """Have every mutant of the reference graded: one that gets full marks must be known as equivalent, and why."""
    reference = places.solution / places.exercise.stub.name
    made = list(mutants(reference.read_text(encoding="utf-8")))
    trials = [Trial(one.name, places.written(f"mutant_{n}", one.text), {}) for n, one in enumerate(made)]
    alive = {
        trial.name for trial, score in run_all(judge, trials) if all(outcome.code is None for outcome in score.outcomes)
    }
    known = equivalents(places.exercise.tests / EQUIVALENTS)
    found = [f"survives: {name}" for name in sorted(alive - known.keys())]
    unknown = sorted(known.keys() - {one.name for one in made})
    found += [f"{EQUIVALENTS} speaks of {name!r}, which is no mutant; remove it" for name in unknown]
    return Verified(slug=places.exercise.slug, faults=tuple(found), runs=len(trials))


def equivalents(file: Path) -> dict[str, str]:
    """Return which mutants are known to be equivalent to the reference, and why."""
    return {name: str(why) for name, why in tomllib.loads(file.read_text("utf-8")).items()} if file.exists() else {}


@dataclass(frozen=True, slots=True)
class Places:
    """The three folders of one exercise."""

    course: Path
    exercise: Exercise
    scratch: Path

    @property
    def student(self) -> Path:
        """What the student gets."""
        return self.exercise.stub.parent

    @property
    def solution(self) -> Path:
        """The reference, `right/` and `wrong/`."""
        return self.course / "solutions" / self.exercise.slug

    def trials(self) -> Iterator[Trial]:
        """Give every file of the author's with what it must do."""
        yield Trial("stub", self.exercise.stub, {check.name: "C405" for check in self.exercise.checks})
        yield Trial("stub that returns None", self.idle(), None)
        yield Trial("reference", self.solution / self.exercise.stub.name, {})
        for file in sorted(self.solution.glob("right/*.py")):
            yield Trial(f"right/{file.name}", file, {})
        for file in sorted(self.solution.glob("wrong/*.py")):
            yield Trial(f"wrong/{file.name}", file, promised(file))

    def idle(self) -> Path:
        """Return a copy of the stub whose functions do nothing: whoever does nothing must not earn anything."""
        text = self.exercise.stub.read_text(encoding="utf-8")
        return self.written("idle", text.replace("raise NotImplementedError", "return None"))

    def written(self, name: str, text: str) -> Path:
        """Return a file of ours with this text."""
        file = self.scratch / f"{self.exercise.slug}.{name}.py"
        file.write_text(text, encoding="utf-8")
        return file

    def faults(self) -> Iterator[str]:
        """Give what is missing from the folders, or does not belong there."""
        module = self.exercise.stub.name
        yield from strays(self.student, {"README.md", "README.zh.md", module})
        tests = {f"test_{module}", "scenarios.py", "feedback.toml"}
        yield from strays(self.exercise.tests, tests, {EQUIVALENTS})
        yield from strays(self.solution, {module, "right", "wrong"})
        for kind, fewest in (("right", RIGHT), ("wrong", WRONG)):
            count = len(list(self.solution.glob(f"{kind}/*.py")))
            yield from strays(self.solution / kind, {path.name for path in self.solution.glob(f"{kind}/*.py")})
            if count < fewest:
                yield f"{kind}/ holds {count} submissions; an exercise has at least {fewest}"


def strays(folder: Path, wanted: set[str], possible: Collection[str] = ()) -> Iterator[str]:
    """Give what a folder lacks and what is too much in it."""
    there = {path.name for path in folder.iterdir() if path.name != "__pycache__"} if folder.is_dir() else set()
    yield from (f"{folder / name} is missing" for name in sorted(wanted - there))
    yield from (f"{folder / name} does not belong there; remove it" for name in sorted(there - wanted - {*possible}))


def texts(places: Places) -> Iterator[str]:
    """Give what is wrong with READMEs, hints and the choice of visible checks."""
    readmes = [places.student / name for name in ("README.md", "README.zh.md")]
    blocks = [CODE_BLOCK.findall(file.read_text(encoding="utf-8")) for file in readmes if file.is_file()]
    if len(blocks) == len(LANGUAGES) and blocks[0] != blocks[1]:
        yield "the code blocks of README.md and README.zh.md differ; make them identical"
    checks = places.exercise.checks
    for check in checks:
        if len(check.hints) != HINTS:
            yield f"{check.name} has {len(check.hints)} hints; give it {HINTS}, from a question to the line"
    visible = sum(check.points for check in checks if check.visible)
    if not 0 < visible <= places.exercise.max_score / 2:
        yield f"{visible} of {places.exercise.max_score} points are visible; make it more than none and at most half"


def unasked(exercise: Exercise) -> Iterator[str]:
    """Give the start methods that count, but that no check asks for."""
    tree = ast.parse((exercise.tests / f"test_{exercise.module}.py").read_bytes())
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    for method in exercise.start_methods[1:]:
        if method not in words:
            yield f"start_methods names {method!r}, but no check says start_method={method!r}; add one or remove it"


def promised(file: Path) -> dict[str, str]:
    """Return which checks a `wrong/` file says it fails, in the last paragraph of its docstring."""
    docstring = ast.get_docstring(ast.parse(file.read_bytes())) or ""
    return dict(EXPECTED.findall(docstring.rpartition("\n\n")[2]))


def tried(exercise: Exercise, terms: grade.Terms, judge: grade.Judge, trial: Trial) -> Score:
    """Grade one of the author's files."""
    submission = Submission(id=trial.name, files={exercise.slug: trial.file})
    (score,) = grade.graded((exercise,), submission, terms, judge).scores
    return score


def differences(trial: Trial, score: Score) -> Iterator[str]:
    """Give every check that did something else than the author says."""
    if trial.fails is None:
        passed = [outcome.check for outcome in score.outcomes if not outcome.code]
        yield from (f"{trial.name}: {name} passes; whoever does nothing earns nothing" for name in passed)
        return
    if trial.name.startswith("wrong/") and not trial.fails:
        yield f"{trial.name}: its docstring does not end with lines like 'test_name: W101'"
    if unknown := trial.fails.keys() - {outcome.check for outcome in score.outcomes}:
        yield f"{trial.name}: its docstring names {min(unknown)}, which is no check"
    for outcome in score.outcomes:
        wanted = trial.fails.get(outcome.check)
        if outcome.code != wanted:
            yield f"{trial.name}: {outcome.check} gives {outcome.code or 'passed'}, not {wanted or 'passed'}"
