"""A class is graded as a whole, once, whatever interrupts it."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from grader import store
from grader.sandbox import levels
from tests.grader.conftest import Grade

LEVEL = levels.find().level
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(LEVEL not in ("L2", "L3"), reason=f"a class needs sandbox L2, here is {LEVEL}"),
]

Run = Callable[..., dict[str, Any]]
QUICK = ("-k", "test_the_codes")


@pytest.fixture
def klass(tmp_path: Path, course: Path) -> Path:
    """A class of three: one who is right, one whose file does not parse, one who has not begun."""
    shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "class"
    for name, text in (("ann", None), ("ben", "def ("), ("cy", "")):
        (folder / name).mkdir(parents=True)
        reference = (course / "solutions" / "10_first_steps" / "first_steps.py").read_text()
        (folder / name / "first_steps.py").write_text(reference if text is None else text)
    return folder


@pytest.fixture
def run(klass: Path, grade: Grade) -> Run:
    """Grade the class and return the report."""

    def one(*words: object) -> dict[str, Any]:
        done = grade(klass, "--course", klass.parent / "course", *QUICK, "--format", "json", *words)
        assert done.returncode in (0, 1), done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return one


def points(report: dict[str, Any]) -> dict[str, int]:
    return {one["id"]: one["score"] for one in report["submissions"]}


def rows(file: Path) -> dict[str, tuple[int, int]]:
    """Return of every submission in a store in which run it was graded and how often."""
    with closing(sqlite3.connect(file)) as base:
        return {name: (run, times) for name, run, times in base.execute("SELECT id, run, times FROM scores")}


def test_everybody_is_graded_and_only_what_has_changed_is_graded_again(klass: Path, run: Run) -> None:
    file = store.beside(klass)

    first = run()
    again = run()
    (klass / "cy" / "first_steps.py").write_text((klass / "ann" / "first_steps.py").read_text())
    third = run()

    assert points(first) == points(again) == {"ann": 2, "ben": 0, "cy": 0}
    assert first["seed"] == again["seed"] == third["seed"]
    assert first["trusted"] is True
    assert points(third) == {"ann": 2, "ben": 0, "cy": 2}
    assert rows(file) == {"ann": (1, 1), "ben": (1, 1), "cy": (3, 0)}


def judged(file: Path) -> dict[str, int]:
    """Return of every submission in a store how often its own file was judged."""
    return {name: times for name, (_, times) in rows(file).items()}


def test_a_file_that_another_has_handed_in_too_is_judged_once(klass: Path, run: Run) -> None:
    for number in range(6):
        shutil.copytree(klass / ("ann", "ben")[number % 2], klass / f"s{number}")

    report = run("-j", 1)  # two are under way at once: ann is in the store before s0 is looked at
    assert judged(store.beside(klass)) == {name: int(name in ("ann", "ben", "cy")) for name in points(report)}
    assert points(report) == {name: 2 if name in ("ann", "s0", "s2", "s4") else 0 for name in points(report)}
    shutil.rmtree(klass / ".grade")

    assert points(run("-j", 1, "--each")) == points(report)
    assert set(judged(store.beside(klass)).values()) == {1}


def test_the_same_bytes_in_a_notebook_are_other_work(klass: Path, run: Run) -> None:
    (klass / "cy" / "first_steps.py").rename(klass / "cy" / "10_first_steps.ipynb")
    shutil.copy(klass / "ann" / "first_steps.py", klass / "cy" / "10_first_steps.ipynb")

    assert points(run("-j", 1)) == {"ann": 2, "ben": 0, "cy": 0}


def test_other_hidden_tests_or_another_seed_mean_to_grade_again(klass: Path, run: Run) -> None:
    file = store.beside(klass)
    run("--seed", 1)
    tests = klass.parent / "course" / "tests" / "exercises" / "10_first_steps"

    run("--seed", 2)
    assert {run for run, _ in rows(file).values()} == {2}
    (tests / "scenarios.py").write_text((tests / "scenarios.py").read_text() + "\n")
    run()
    assert {run for run, _ in rows(file).values()} == {3}


def test_the_store_can_be_elsewhere(klass: Path, run: Run, tmp_path: Path) -> None:
    run("--store", tmp_path / "kept" / "here.sqlite")

    assert not store.beside(klass).exists()
    assert len(store.read(tmp_path / "kept" / "here.sqlite").results) == 3


def test_a_class_without_a_sandbox_has_to_be_asked_for_and_is_not_trusted(klass: Path, grade: Grade, run: Run) -> None:
    refused = grade(klass, "--course", klass.parent / "course", "--sandbox", "L0")
    report = run("--sandbox", "L0", "--allow-unsandboxed")

    assert refused.returncode == 2
    assert "a class is graded at sandbox level L2 or better, here works L0" in refused.stderr
    assert report["trusted"] is False
    assert points(report) == {"ann": 2, "ben": 0, "cy": 0}


def test_two_runs_at_once_are_refused(klass: Path, grade: Grade) -> None:
    with store.alone(store.beside(klass)):
        done = grade(klass, "--course", klass.parent / "course")

    assert done.returncode == 2
    assert "another `grade` is at work with" in done.stderr


def test_recheck_says_which_verdicts_hang_on_luck(klass: Path, grade: Grade, run: Run) -> None:
    words = (klass, "--course", klass.parent / "course", *QUICK, "--recheck", "100%")
    run()
    calm = grade(*words)
    with closing(sqlite3.connect(store.beside(klass))) as base:  # as if ann had been unlucky
        base.execute("UPDATE scores SET outcomes = replace(outcomes, 'null', '\"W101\"') WHERE id = 'ann'")
        base.commit()

    changed = grade(*words)

    assert (calm.returncode, changed.returncode) == (0, 1)
    assert calm.stdout.startswith("3 submissions graded again with seed")
    assert "ann: 10_first_steps::test_the_codes was W101, is passed with seed" in changed.stdout
    assert {run for run, _ in rows(store.beside(klass)).values()} == {1}


def test_only_a_class_can_be_rechecked(grade: Grade, course: Path) -> None:
    done = grade(course / "solutions", "--recheck", "5%")

    assert done.returncode == 2
    assert "--recheck is for a class folder" in done.stderr


def started(klass: Path) -> subprocess.Popen[bytes]:
    words = [str(klass), "--course", str(klass.parent / "course"), *QUICK]
    command = [sys.executable, "-m", "grader", *words, "-j", "2", "--each", "--quiet", "--exit-zero"]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heeding,  # noqa: PLW1509  (no thread of ours is at work)
    )


def heeding() -> None:
    """Heed an interrupt, also where the tests run in the background of a shell, which has them ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def kept(file: Path) -> int:
    try:
        return len(rows(file))
    except sqlite3.Error:
        return 0


@pytest.fixture
def many(klass: Path) -> Path:
    """A class of twenty."""
    for number in range(17):
        shutil.copytree(klass / ("ann", "ben", "cy")[number % 3], klass / f"s{number:02}")
    return klass


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_goes_on_where_it_was(many: Path, run: Run, end: signal.Signals) -> None:
    """Killed three times, each time after at least one more result; then it is let run to its end."""
    file = store.beside(many)
    for _ in range(3):
        before = kept(file)
        running = started(many)
        while running.poll() is None and kept(file) <= before:
            with suppress(subprocess.TimeoutExpired):  # the store itself tells nobody
                running.wait(0.02)
        running.send_signal(end)
        _, said = running.communicate()
        if end == signal.SIGINT and running.returncode:
            assert b"interrupted" in said
        assert kept(file) > before

    report = run("--each")

    found = points(report)
    assert len(found) == 20
    assert all(score == (2 if found_by(many, name) else 0) for name, score in found.items())
    assert len(rows(file)) == 20
    assert {times for _, times in rows(file).values()} == {1}


def found_by(folder: Path, name: str) -> bool:
    return (folder / name / "first_steps.py").read_text() == (folder / "ann" / "first_steps.py").read_text()
