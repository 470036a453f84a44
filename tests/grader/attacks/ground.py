"""Where attacks are let loose: a course with canaries in it and around it, a warm bench, and eyes on what is left."""

import math
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader import catalog, grade, judging, watch
from grader.model import LANGUAGES, Exercise, Result, Score, Scorebook, Submission
from grader.report import REPORTERS
from grader.sandbox.levels import trouble
from grader.workers import workers
from tests.grader.attacks.attack import Attack

ROOT = Path(__file__).parents[3]
LEVEL = "L3" if not trouble("L3") else "L2"
SEED = 7
VARIABLE = "THREADLINGS_CANARY"
HONEST = {  # a cheap check of each exercise: the next submission, on the same bench
    "10_fork_children": "spawn_waits_for_all",
    "20_process_child": "no_task",
    "50_start_join": "no_jobs",
    "60_lock_balance": "starts_from_zero",
    "80_crash_isolation": "variables_of_the_caller",
}
HARMFUL = re.compile("[^\\S \n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
LARGEST = {"terminal": 50_000}  # characters of a page that somebody reads
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)  # what a GitHub runner obeys in the output of a step
ORDERS = re.compile(r"^\s*::(?!(?:error|warning|notice|group|endgroup)\b)|##\[", re.MULTILINE)  # what `github` never says


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one attack: its score and, in words, everything that must not be."""

    score: Score
    wrongs: tuple[str, ...]

    @property
    def codes(self) -> set[str]:
        """The codes of the checks that failed."""
        return {outcome.code for outcome in self.score.outcomes if outcome.code}


@dataclass(slots=True)
class Ground:
    """A copy of the course in `folder`, and secrets that no report may hold."""

    folder: Path
    canaries: dict[Path, str] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)
    secret: str = field(default_factory=lambda: canary())  # noqa: PLW0108  (it is defined below)

    @property
    def places(self) -> dict[str, str]:
        """Where the canaries are: no attack has to search."""
        return {"outside": str(self.folder / "outside"), "course": str(self.folder / "course"), "variable": VARIABLE}

    def meet(self, attack: Attack) -> Found:
        """Grade an attack, then an honest submission, and look at what the attack has done.

        An attack that is not intrusive changes only what it hands in, so nothing is asked of the next one.
        """
        before = family()
        score = self.graded(attack)
        wrongs = [*self.left(before), *self.shown(score), *self.harmed()]
        if attack.intrusive and (honest := self.honest(attack.exercise)).points != honest.exercise.max_score:
            wrongs.append(f"the next submission has {honest.points} of {honest.exercise.max_score} points")
        return Found(score, tuple(wrongs))

    def graded(self, attack: Attack, box: str = "handed_in") -> Score:
        """Hand an attack in, in a folder of its own, and grade it."""
        exercise = self.exercises[attack.exercise]
        target = self.folder / box / exercise.slug / f"{exercise.module}.py"
        shutil.rmtree(target.parent.parent, ignore_errors=True)
        target.parent.mkdir(parents=True)
        attack.hand_in(target, self.places)
        checks = tuple(c for c in exercise.checks if not attack.checks or any(part in c.name for part in attack.checks))
        submission = Submission(id="attack", files={exercise.slug: target})
        asked, terms = (replace(exercise, checks=checks),), grade.Terms(SEED, LEVEL, attack.wall)
        return grade.graded(asked, submission, terms).scores[0]

    def honest(self, slug: str) -> Score:
        """Grade the reference by one cheap check."""
        exercise = self.exercises[slug]
        checks = tuple(check for check in exercise.checks if HONEST[slug] in check.name)
        file = self.folder / "course" / "solutions" / slug / f"{exercise.module}.py"
        honest = Submission(id="honest", files={slug: file})
        asked = (replace(exercise, checks=checks),)
        return grade.graded(asked, honest, grade.Terms(SEED, LEVEL)).scores[0]

    def left(self, before: set[int]) -> Iterator[str]:
        """Give what is left of an attack: processes that we have got since, files in the temporary folder."""
        for pid in family() - before:
            yield f"left process {pid}: {watch.command(pid)!r}"
        benches = {one.doors for one in judging.idle}
        for path in {*Path(tempfile.gettempdir()).iterdir()} - benches:
            yield f"left file {path.name}"
        for path in (path for doors in benches for path in doors.iterdir()):
            yield f"left doors {path.name}"

    def shown(self, score: Score) -> Iterator[str]:
        """Give what is wrong with the reports: secrets, controls, commands."""
        book = Scorebook(results=(Result(id="attack", scores=(score,)),), sandbox={"level": LEVEL, "name": ""}, seed=SEED)
        pages = {f"{form} {lang}": render(book, lang) for form, render in REPORTERS.items() for lang in LANGUAGES}
        pages["outcomes"] = ascii(score.outcomes)
        for name, page in pages.items():
            if any(one in page for one in (self.secret, *self.canaries.values())):
                yield f"the report {name} tells a secret"
            if found := HARMFUL.search(page.replace("\t", " ") if name.startswith("github") else page):  # a log has tabs
                yield f"the report {name} holds {found[0]!a}"
            if len(page) > LARGEST.get(name.partition(" ")[0], math.inf):
                yield f"the report {name} has {len(page)} characters"
            obeyed = ORDERS if name.startswith("github") else COMMAND
            if name != "outcomes" and (found := obeyed.search(page)):
                yield f"the report {name} commands {page[found.start() : found.start() + 40]!r}"

    def harmed(self) -> Iterator[str]:
        """Give the canaries that are no longer what they were."""
        for path, text in self.canaries.items():
            if not path.is_file() or text not in path.read_text():
                yield f"{path.name} was changed"


@contextmanager
def prepared(folder: Path) -> Iterator[Ground]:
    """Give a ground in `folder`, where everybody may read, with workers for it; leave no process behind."""
    ground = Ground(folder)
    folder.chmod(0o755)
    for name in ("exercises", "solutions", "tests/exercises"):
        ignored = shutil.ignore_patterns("__pycache__", "wrong", "right")
        shutil.copytree(ROOT / name, folder / "course" / name, ignore=ignored)
    ground.exercises = {exercise.slug: exercise for exercise in catalog.load(folder / "course")}
    for slug in HONEST:
        put(ground, ground.exercises[slug].tests / "canary.txt")
        put(ground, ground.exercises[slug].tests / "scenarios.py")
    put(ground, folder / "outside" / "canary.txt")
    temporary, tempfile.tempdir = tempfile.tempdir, str(folder / "tmp")
    (folder / "tmp").mkdir()
    os.environ[VARIABLE] = ground.secret
    judging.close()  # a bench that is warm already does not have our variable
    try:
        with workers(1):
            yield ground
    finally:
        del os.environ[VARIABLE]
        tempfile.tempdir = temporary


def put(ground: Ground, path: Path) -> None:
    """Put a new secret at the end of a file that everybody can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ground.canaries[path] = canary()
    text = path.read_text() if path.is_file() else ""
    path.write_text(f"{text}# {ground.canaries[path]}\n")
    path.chmod(0o644)


def canary() -> str:
    """Return a text that occurs nowhere else."""
    return f"canary-{secrets.token_hex(8)}"


def family() -> set[int]:
    """Return our living descendants and those that wait to be reaped, without the benches and their greenhouses."""
    everyone = watch.parents()
    spared = {one.process.pid for one in judging.idle}
    for _ in range(2):  # bubblewrap, and the one process that it has in there
        spared |= {pid for pid, (parent, state) in everyone.items() if parent in spared and state not in "ZX"}
    spared |= {pid for pid, (parent, state) in everyone.items() if parent in spared and state in "ZX"}  # about to be reaped
    return set(watch.family(os.getpid(), everyone)) - spared
