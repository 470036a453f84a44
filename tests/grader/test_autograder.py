"""What is uploaded to Gradescope is unpacked and executed here as it is there, but for where it lies."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import greenlet
import pytest

from grader import catalog
from grader.export import autograder
from tests.grader.conftest import COURSE, Grade

pytestmark = pytest.mark.once

HOME = Path(autograder.__file__).parents[2]


@dataclass(frozen=True)
class Image:
    """Gradescope's folder after `setup.sh`."""

    root: Path
    env: dict[str, str]

    def begun(self) -> subprocess.Popen[bytes]:
        """Start `run_autograder`."""
        return subprocess.Popen(
            [self.root / "run_autograder"],
            cwd=self.root,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def results(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.root / "results" / "results.json").read_bytes())
        return found

    def hand_in(self, **texts: str) -> None:
        for module, text in texts.items():
            (self.root / "submission" / f"{module}.py").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """Made by the scripts of the archive. Only the wheels of others are not fetched: they are those of this environment."""
    root = tmp_path_factory.mktemp("autograder")
    line = [sys.executable, "-m", "grader", "export", "autograder", "a.zip", "--course", str(COURSE)]
    subprocess.run(line, cwd=root, check=True, capture_output=True)
    subprocess.run(["unzip", "-q", "a.zip", "-d", "source"], cwd=root, check=True)
    (root / "submission").mkdir()
    (root / "run_autograder").write_bytes((root / "source" / "run_autograder").read_bytes())
    (root / "run_autograder").chmod(0o755)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(root), "THREADLINGS_ROOT": str(root), "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1"}
    (root / "venv").mkdir()
    subprocess.run([root / "source" / "setup.sh"], env=env, check=True)
    (site,) = (root / "venv").glob("lib/python*/site-packages")
    (site / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    shutil.copytree(Path(greenlet.__file__).parent, site / "greenlet")  # the sandbox shows no other environment
    return Image(root, env)


def reference(slug: str, module: str) -> str:
    return (COURSE / "solutions" / slug / f"{module}.py").read_text(encoding="utf-8")


def test_the_archive_holds_what_it_needs_and_no_path_or_host_of_anybody() -> None:
    exercises = catalog.load(COURSE)
    made = {name: (data, mode) for name, data, mode in autograder.files(exercises, "en", 10)}

    assert [name for name, (_, mode) in made.items() if mode == 0o755] == ["setup.sh", "run_autograder"]
    assert {name.partition("/")[0] for name in made} == {
        "setup.sh", "run_autograder", "nothing.json", "course", f"threadlings-{version('threadlings')}-py3-none-any.whl",
    }  # fmt: skip
    assert not any("solutions" in name for name in made)
    for data, _ in made.values():
        assert str(HOME).encode() not in data
    assert b"timeout --foreground -s INT -k 15 570 " in made["run_autograder"][0]
    for name in ("setup.sh", "run_autograder"):
        assert b"://" not in made[name][0]
        assert b"@" not in made[name][0].replace(b'"$@"', b"")
    assert autograder.archive(exercises, "en", 10) == autograder.archive(exercises, "en", 10)


def test_it_grades_what_is_handed_in_and_writes_the_results(image: Image) -> None:
    image.hand_in(first_steps=reference("10_first_steps", "first_steps"), two_threads="x = 1\n")

    running = image.begun()
    said, _ = running.communicate()

    assert running.returncode == 0, said
    assert b"grade ended with status 1" in said
    found = image.results
    assert found["score"] == sum(one["score"] for one in found["tests"]) == catalog.load(COURSE)[0].max_score
    assert {(one["number"][0], one["status"]) for one in found["tests"]} == {("1", "passed"), ("2", "failed")}


@pytest.mark.parametrize("known", [False, True])
def test_a_run_that_is_killed_leaves_what_is_known_and_no_score(image: Image, *, known: bool) -> None:
    """The first exercise does not end before we end it, and nothing is known before the second one is done."""
    endless = "import time\nwhile True:\n    time.sleep(0.001)\n"
    image.hand_in(first_steps=endless, two_threads=reference("20_two_threads", "two_threads"))
    (image.root / "results" / "results.json").unlink(missing_ok=True)

    running = image.begun()
    while not (image.root / "results" / "results.json").exists() or bool(image.results["tests"]) != known:
        with suppress(subprocess.TimeoutExpired):  # the file itself tells nobody
            running.wait(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()

    found = image.results
    assert "score" not in found
    assert not any("score" in one for one in found["tests"])
    assert found["output"].startswith(f"The run was ended when {int(known)} of 2 exercises were graded")
    assert {one["status"] for one in found["tests"]} == ({"passed"} if known else set())


def test_the_command_overwrites_nothing_and_says_what_to_do_next(grade: Grade, course: Path, tmp_path: Path) -> None:
    words = ("export", "autograder", "a.zip", "--course", course)
    (tmp_path / "a.zip").write_bytes(b"mine")

    refused = grade(*words)
    done = grade(*words, "--force", "-k", "first", "--lang", "zh", "--minutes", "40")

    assert (refused.returncode, refused.stderr) == (
        2,
        "grade: 'a.zip' is there already; nothing is written. --force replaces it\n",
    )
    assert done.stdout.splitlines()[0].startswith("a.zip: 1 exercises, ")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert b"-k 15 2370 " in archive.read("run_autograder")
        assert "练习" in json.loads(archive.read("nothing.json"))["output"]
    for word, says in (("-k zebra", "matches no exercise"), ("--minutes 0", "is not a whole number of at least 1")):
        assert says in grade("export", "autograder", "b.zip", "--course", course, *word.split()).stderr
    assert "is no folder" in grade("gradescope", "nowhere", "--out", "results.json").stderr
