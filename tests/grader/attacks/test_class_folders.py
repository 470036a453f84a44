"""A class folder in which nearly everybody is hostile: who is honest notices nothing, and nobody gains anything.

All of them are graded in one run, as an instructor would do it; the tests below look at what came of it.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.report.safe import harmless
from grader.sandbox.levels import trouble
from tests.grader.attacks.ground import VARIABLE, canary
from tests.grader.conftest import COURSE

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(bool(trouble("L2")), reason=f"no sandbox of level L2 here: {trouble('L2')}"),
]

SLUG, MODULE, FULL = "10_first_steps", "first_steps.py", 2
HONEST = (COURSE / "solutions" / SLUG / MODULE).read_text()
NAMES = (
    "\x1b[2Jred", "::error::x", "##[error]x", "=cmd|' \\C calc'!A0", "@SUM(1)", "<img src=x onerror=alert(1)>", "'); DROP TABLE scores;--",
    "x\n  99 of 2  zoe", "\u202egnp.exe", "-rf", "a\xadb\u200bc", "$(reboot)", "`id`", "|a|b|", "%s%n{0}", "\\x1b", "n" * 255, "CON", "[link](javascript:x)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """Where it happens; `secret` stands in the hidden tests and is told to nobody."""

    root: Path
    secret: str

    @property
    def klass(self) -> Path:
        """The class folder."""
        return self.root / "class"

    def place(self, name: str) -> Path:
        """Return where a student's file would be, in a folder that is there."""
        file = self.klass / name / SLUG / MODULE
        file.parent.mkdir(parents=True)
        return file

    def grade(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Grade the class with a temporary folder of its own and a canary in every process that comes of it."""
        (self.root / "tmp").mkdir(exist_ok=True)
        command = [sys.executable, "-m", "grader", self.klass, "--course", self.root / "course", "-k", "test_the_codes"]
        around = {**os.environ, VARIABLE: self.secret, "TMPDIR": str(self.root / "tmp")}
        return subprocess.run(
            [*map(str, command), *map(str, words)], env=around, capture_output=True, text=True, encoding="utf-8", check=False, cwd=self.root
        )  # fmt: skip


def link(target: str) -> Callable[[Path], None]:
    return lambda file: file.symlink_to(file.parents[2] / target)


def folder_link(target: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        file.parent.rmdir()
        file.parent.symlink_to(file.parents[2] / target)

    return make


def listen(file: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(file.parent)  # an address is short
        try:
            one.bind(file.name)
        finally:
            os.chdir(here)


def huge(file: Path) -> None:
    with file.open("wb") as one:
        one.truncate(1 << 40)


def instead_of_the_folder(file: Path) -> None:
    file.parent.rmdir()
    file.parent.write_text(HONEST)


def assignment_link(file: Path) -> None:
    file.parent.rmdir()
    (file.parents[1] / "week1").symlink_to(file.parents[2] / "ann" / SLUG)


def shadows(file: Path) -> None:
    file.write_text(HONEST)
    for name in (
        "conftest",
        "sitecustomize",
        "usercustomize",
        "json",
        "threading",
        "multiprocessing",
        "grader",
        "scenarios",
        "pytest",
    ):
        for folder in (file.parent, file.parents[1]):
            (folder / f"{name}.py").write_text("raise SystemExit('shadow')")
    for folder in (file.parent, file.parents[1], file.parents[1] / "tests"):
        folder.mkdir(exist_ok=True)
        (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only")
        (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--collect-only'")
        (folder / "evil.pth").write_text("import os; os._exit(0)")
    (file.parents[1] / ".grade").mkdir()
    (file.parents[1] / ".grade" / "results.sqlite").write_text("not yours")


def crowd(file: Path) -> None:
    for number in range(300):
        (file.parent / f"{number}.py").touch()
        (file.parents[1] / f"{number}").mkdir()


def deep(file: Path) -> None:
    here = file.parent
    for _ in range(100):
        here /= "deep"
    here.mkdir(parents=True)


def other_case(file: Path) -> None:
    file.with_name("First_Steps.PY").write_text(HONEST)


def device(file: Path) -> None:
    os.mknod(file, 0o20666, os.makedev(1, 5))  # /dev/zero


def tells(text: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        file.write_text(text)

    return make


HOSTILE: dict[str, tuple[Callable[[Path], None], int, set[str]]] = {
    "link to ann": (link(f"ann/{SLUG}/{MODULE}"), 0, {"S702"}),
    "link to the hidden tests": (link(f"../course/tests/exercises/{SLUG}/scenarios.py"), 0, {"S702"}),
    "link to itself": (link(f"link to itself/{SLUG}/{MODULE}"), 0, {"S702"}),
    "link to nowhere": (link("nowhere"), 0, {"S702"}),
    "link to passwords": (lambda file: file.symlink_to("/etc/passwd"), 0, {"S702"}),
    "folder is a link to ann": (folder_link(f"ann/{SLUG}"), 0, {"S702"}),
    "folder is a link to the tests": (folder_link(f"../course/tests/exercises/{SLUG}"), 0, {"S702"}),
    "assignment is a link to ann": (assignment_link, 0, {"S701"}),
    "hard link to the hidden tests": (
        lambda file: os.link(file.parents[3] / "course" / "tests" / "exercises" / SLUG / "test_first_steps.py", file), 0, {"S707"},
    ),
    "pipe": (os.mkfifo, 0, {"S702"}),
    "socket": (listen, 0, {"S702"}),
    "a folder": (lambda file: file.mkdir(), 0, {"S702"}),
    "a file instead of the folder": (instead_of_the_folder, 0, {"S701"}),
    "a terabyte": (huge, 0, {"S703"}),
    "shadow modules": (shadows, FULL, set()),
    "a crowd of files": (crowd, 0, {"S701"}),
    "a deep folder": (deep, 0, {"S701"}),
    "name in another case": (other_case, 0, {"S701"}),
    "no byte": (tells(""), 0, {"C404"}),
    "reads ann": (tells(f"print(open('../../ann/{SLUG}/{MODULE}').read())"), 0, {"C401"}),
    "tells the environment": (tells("import os\nraise Exception(os.environ)"), 0, {"C401"}),
    "writes beside itself": (tells("open('../../zoe.py', 'w').write('x')"), 0, {"C401", "C404", "T508"}),
    "exits": (tells("import os\nos._exit(0)"), 0, {"C403"}),
}  # fmt: skip
if os.geteuid() == 0:
    HOSTILE["device"] = (device, 0, {"S702"})


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Give a class in which ann and zoe are honest, the first and the last."""
    made = Scene(tmp_path_factory.mktemp("hostile"), canary())
    shutil.copytree(COURSE, made.root / "course", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("scenarios.py", "test_first_steps.py"):
        with (made.root / "course" / "tests" / "exercises" / SLUG / name).open("a") as file:
            file.write(f"# {made.secret}\n")
    made.place("ann").write_text(HONEST)
    for name, (make, _, _) in HOSTILE.items():
        make(made.place(name))
    for name in (*NAMES, os.fsdecode(b"a\xff"), "zoe"):
        made.place(name).write_text(HONEST)
    yield made
    shutil.rmtree(made.klass)


@pytest.fixture(scope="module")
def report(scene: Scene) -> dict[str, Any]:
    """Return what came of the class, by name."""
    done = scene.grade("--format", "json", "--seed", 1)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert scene.secret not in done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return {one["id"]: one for one in found["submissions"]}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_submission_gets_what_it_deserves(report: dict[str, Any], name: str) -> None:
    _, points, codes = HOSTILE[name]
    (exercise,) = report[name]["exercises"]

    assert report[name]["score"] == points
    assert {check["code"] for check in exercise["checks"] if check["code"]} <= codes


def test_who_is_honest_has_full_marks_whatever_the_name_and_the_neighbours(report: dict[str, Any]) -> None:
    honest = {name: one["score"] for name, one in report.items() if name not in HOSTILE}

    assert len(honest) == len(NAMES) + 3
    assert {name: score for name, score in honest.items() if score != FULL} == {}


def test_nothing_is_left(scene: Scene, report: dict[str, Any]) -> None:
    assert list((scene.root / "tmp").iterdir()) == []
    assert list(processes(scene.secret)) == []
    assert {path.name for path in scene.klass.iterdir()} >= {"ann", "zoe", ".grade"}
    assert not (scene.klass / "zoe.py").exists()
    assert (scene.klass / "ann" / SLUG / MODULE).read_text() == HONEST


def processes(secret: str) -> Iterator[int]:
    """Give the processes with our canary in their environment."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if secret.encode() in (path / "environ").read_bytes():
                yield int(path.name)
        except OSError:
            continue


def test_the_report_for_a_person_has_one_harmless_line_for_each(scene: Scene, report: dict[str, Any]) -> None:
    done = scene.grade("-q")  # nothing is graded again

    rows = [line for line in done.stdout.splitlines() if f"/ {FULL}  " in line]
    assert len(rows) == len(report)
    assert all(harmless(char) for char in done.stdout)
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in done.stdout.splitlines())
    assert scene.secret not in done.stdout + done.stderr
