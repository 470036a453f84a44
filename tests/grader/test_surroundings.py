"""The command where the system around it is not as usual."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader import cli
from tests.grader.conftest import COURSE, Grade

COMMAND = [sys.executable, "-m", "grader", str(COURSE / "exercises"), "--sandbox", "L0"]


def test_streams_that_are_closed_take_nothing_and_are_no_fault() -> None:
    done = subprocess.run(["/bin/sh", "-c", 'exec "$@" <&- >&-', "sh", *COMMAND], stderr=subprocess.PIPE, check=False)

    assert (done.returncode, done.stderr) == (1, b"")


def test_a_closed_stream_is_not_given_to_a_file() -> None:
    asked = "from grader import cli; cli.speak(); import os; print(os.open('/', os.O_RDONLY), file=open({!r}, 'w'))"
    with tempfile.NamedTemporaryFile("r") as told:
        command = [sys.executable, "-c", asked.format(told.name)]
        subprocess.run(["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command], check=True)

        assert int(told.read()) > cli.STREAMS


def test_what_the_output_has_no_characters_for_is_escaped() -> None:
    done = subprocess.run(
        COMMAND, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\u2718" in done.stdout


def test_a_folder_that_is_gone_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    code = cli.main(["."])

    assert (code, capsys.readouterr().err) == (
        2,
        "grade: the folder that you are in is not there any more; go to one that is\n",
    )


def test_no_room_for_temporary_files_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(tmp_path / "nothing")])

    code = cli.main([str(COURSE / "exercises"), "--sandbox", "L0"])

    said = capsys.readouterr().err
    assert (code, said.count("\n")) == (2, 1)
    assert "No usable temporary directory" in said
    assert "let TMPDIR name another" in said


def test_a_path_that_goes_up_is_where_it_leads(grade: Grade, course: Path) -> None:
    done = grade("..", "--format", "json", "--sandbox", "L0", cwd=course / "exercises" / "10_first_steps")

    (submission,) = json.loads(done.stdout)["submissions"]
    assert [one["slug"] for one in submission["exercises"]] == ["10_first_steps", "20_two_threads"]
