"""The command as a user meets it: good paths, bad paths, bad files, exit codes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from grader import cli
from grader.commands import arguments
from tests.grader.conftest import COURSE, Grade, report

Judged = Callable[[str], dict[str, Any]]


def codes(exercise: dict[str, Any]) -> list[str | None]:
    return [check["code"] for check in exercise["checks"]]


def test_a_tree_of_references_gets_full_marks_and_exit_code_0(grade: Grade, course: Path) -> None:
    done = grade(course / "solutions", "--format", "json")

    (submission,) = json.loads(done.stdout)["submissions"]
    assert (submission["score"], submission["max_score"]) == (9, 9)
    assert done.returncode == 0


def test_untouched_stubs_get_nothing_and_the_next_step_is_named(grade: Grade, course: Path) -> None:
    done = grade(course / "exercises")

    assert "Score: 0 / 9" in done.stdout
    assert "Next step: open 10_first_steps/first_steps.py" in done.stdout
    assert done.returncode == 1


def test_one_exercise_and_one_file_are_paths_too(grade: Grade, course: Path) -> None:
    for path in ("solutions/10_first_steps", "solutions/10_first_steps/first_steps.py"):
        done = grade(course / path, "--format", "json")

        assert report(done)["slug"] == "10_first_steps"
        assert done.returncode == 0


def test_a_folder_without_one_of_the_exercises_is_no_work_not_an_error(
    grade: Grade, course: Path, tmp_path: Path
) -> None:
    (tmp_path / "20_two_threads").mkdir()

    done = grade(tmp_path, "--course", course, "--format", "json")

    first, second = json.loads(done.stdout)["submissions"][0]["exercises"]
    assert codes(first) == ["S701", "S701"]
    assert codes(second) == ["S701"]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "'nowhere' does not exist"),
        (["empty"], "holds none of the exercises (10_first_steps, 20_two_threads)"),
        (["solutions", "-k", "zebra"], "-k 'zebra' matches no exercise"),
        (["solutions", "-j", "0"], "'0' is not a whole number"),
        (["solutions", "--out", "nowhere/report"], "is not a file in an existing folder"),
        (["verify", "zebra"], "no exercise is called 'zebra'; there are 10_first_steps, 20_two_threads"),
    ],
)
def test_wrong_usage_gets_one_sentence_and_exit_code_2(
    grade: Grade, course: Path, tmp_path: Path, words: list[str], says: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "solutions").symlink_to(course / "solutions")

    done = grade(*words, "--course", course)

    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_a_path_in_no_course_says_how_to_name_one(grade: Grade, tmp_path: Path) -> None:
    done = grade(tmp_path)

    assert done.returncode == 2
    assert "--course DIR" in done.stderr


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def steps(:", "S705"),
        ("import os; os._exit(0)", "C403"),
        ("while True: pass", "T502"),
        ("x = 1", "C404"),
        ("def steps(tasks): raise NotImplementedError", "C405"),
        ("def steps(tasks): return [float('nan')]", "W101"),
        ("def steps(tasks): return 1 / 0", "C401"),
        ("while True: print('flood' * 1000)", "T504"),
        ("import os; os.kill(os.getpid(), 11)", "C402"),
        ("import sys; sys.exit(0)", "C403"),
        ("def steps(tasks): return 'x' * 2_000_000", "T505"),
    ],
)
def test_a_bad_file_costs_its_own_points_and_says_why(judged: Judged, source: str, code: str) -> None:
    exercise = judged(source)

    assert exercise["score"] == 0
    assert exercise["graded"]
    assert codes(exercise)[0] == code


def test_a_file_that_is_not_utf8_is_refused(grade: Grade, course: Path, tmp_path: Path) -> None:
    file = tmp_path / "10_first_steps" / "first_steps.py"
    file.parent.mkdir()
    file.write_bytes(b"name = '\xff\xfe'\n")

    done = grade("--course", course, file, "--format", "json")

    assert codes(report(done)) == ["S704", "S704"]


def test_so_is_one_that_was_filled_in_where_the_stub_lay(grade: Grade, course: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(course, tmp_path / "course")
    file = copy / "exercises" / "10_first_steps" / "first_steps.py"
    file.write_bytes(b"name = '\xff\xfe'\n")

    done = grade(file, "--format", "json")

    assert codes(report(done)) == ["S704", "S704"]


@pytest.mark.parametrize("shape", ["directory", "symlink", "fifo", "large"])
def test_what_is_not_an_ordinary_small_file_is_refused(grade: Grade, course: Path, tmp_path: Path, shape: str) -> None:
    file = tmp_path / "10_first_steps" / "first_steps.py"
    file.parent.mkdir()
    if shape == "directory":
        file.mkdir()
    elif shape == "symlink":
        file.symlink_to(course / "solutions" / "10_first_steps" / "first_steps.py")
    elif shape == "fifo":
        os.mkfifo(file)
    else:
        file.write_bytes(b"#" * 5_000_000)

    done = grade("--course", course, tmp_path, "-k", "10_", "--format", "json")

    assert set(codes(report(done))) == {"S703" if shape == "large" else "S702"}
    assert done.returncode == 1


def test_out_writes_the_report_whole_and_prints_nothing(grade: Grade, course: Path, tmp_path: Path) -> None:
    done = grade(course / "solutions", "-k", "test_the_codes", "--format", "json", "--out", "report.json")

    assert done.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text())["schema"] == "threadlings/1"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_k_chooses_checks_and_only_they_count(grade: Grade, course: Path) -> None:
    exercise = report(grade(course / "solutions", "-k", "one_after", "--format", "json"))

    assert [check["name"] for check in exercise["checks"]] == ["test_one_after_the_other"]
    assert exercise["max_score"] == 3


def test_exit_zero_hides_missing_marks_only(grade: Grade, course: Path) -> None:
    assert grade(course / "exercises", "--exit-zero").returncode == 0
    assert grade("nowhere", "--course", course, "--exit-zero").returncode == 2


def test_the_same_seed_gives_the_same_report(grade: Grade, course: Path) -> None:
    reports = [grade(course / "solutions", "--seed", 7, "--format", "json").stdout for _ in range(2)]

    first, second = (without_times(json.loads(text)) for text in reports)
    assert first == second
    assert first["seed"] == 7


def without_times(document: dict[str, Any]) -> dict[str, Any]:
    for exercise in document["submissions"][0]["exercises"]:
        for part in (exercise, *exercise["checks"]):
            del part["seconds"]
    return document


def test_chinese_is_spoken(grade: Grade, course: Path) -> None:
    done = grade(course / "exercises", "--lang", "zh")

    assert "下一步" in done.stdout
    assert "这个函数还没有写" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_everything_with_130(number: signal.Signals, course: Path, tmp_path: Path) -> None:
    file = tmp_path / "10_first_steps" / "first_steps.py"
    file.parent.mkdir()
    pipe = tmp_path / "started"
    os.mkfifo(pipe)
    file.write_text(f"open({str(pipe)!r}, 'w').write('x')\nimport signal\nsignal.pause()")
    command = [sys.executable, "-m", "grader", "--course", str(course), str(file), "--sandbox", "L0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=partial(signal.signal, number, signal.SIG_DFL),  # noqa: PLW1509  (nohup has the tests ignore some)
    ) as process:
        with pipe.open() as started:
            started.read()

        process.send_signal(number)

        assert process.stderr is not None
        assert "interrupted" in process.stderr.read()
    assert process.returncode == 130
    assert str(file.parent) not in commands()


def commands() -> str:
    """Return every command line on this machine."""
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    return b"\n".join(lines).decode(errors="replace")


BAD = {
    "empty": b"",
    "binary": bytes(range(256)),
    "list": b"[1, 2]",
    "deep": b"[" * 100_000,
    "newer": b'{"schema": "threadlings/2"}',
    "event": b'{"repository": {"full_name": "a/b"}, "workflow_run": {"id": 1}}',
    "strange": b'{"repository": {"full_name": "../a"}, "workflow_run": '
    b'{"id": 1, "head_sha": "", "head_branch": "", "head_repository": null}}',
    "quoted": b'"10_first_steps.test_x" = 3',
}
RESULT = ("--repository", "a/b", "--sha", "0" * 40, "--pull", "1", "--result")


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("missing",), "'missing' does not exist"),
        (("x" * 300,), "File name too long"),
        (("comment", "--event", "missing"), "'missing': No such file"),
        (("comment", "--event", "."), "'.': Is a directory"),
        *((("comment", "--event", name), "is no event of a workflow_run") for name in BAD if name != "strange"),
        (("comment", "--event", "strange"), "its name must be OWNER/NAME"),
        (("comment", *RESULT, "missing"), "'missing': No such file"),
        (("comment", *RESULT, "list"), "'list' is no report of this grader"),
        (("report", "--html", "newer"), "its schema is 'threadlings/2', and this grader reads 'threadlings/1'"),
        (("report", "--from-untrusted", "empty"), "'empty' is not JSON"),
        (("report", "--html", "."), "grade the class first, or name the file that holds them"),
        (("regrade", "--weights", "empty", "newer"), "its schema is"),
        (("export", "nbgrader", "empty"), "'empty/source/threadlings': Not a directory"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_exit_code_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("exercises", "tests"):
        Path(name).symlink_to(COURSE / name)
    for name, data in BAD.items():
        Path(name).write_bytes(data)

    code = cli.main(words)

    told = capsys.readouterr()
    assert (code, told.out, told.err.count("\n")) == (2, "", 1)
    assert told.err.startswith("grade: ")
    assert said in told.err


def test_what_is_no_file_of_its_own_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "sink").symlink_to("/dev/null")

    arguments.write("text", tmp_path / "sink")

    assert (tmp_path / "sink").is_symlink()
    assert Path("/dev/null").is_char_device()
    assert [path.name for path in tmp_path.iterdir()] == ["sink"]


@pytest.mark.parametrize("words", [["doctor"], ["run", str(COURSE / "exercises"), "--sandbox", "L0"]])
def test_nobody_who_listens_any_more_is_no_fault(words: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)

    done = subprocess.run([sys.executable, "-m", "grader", *words], stdout=writes, stderr=subprocess.PIPE, check=False)
    os.close(writes)

    assert (done.returncode, done.stderr) == (141, b"")


def test_an_output_that_is_full_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "grader", "doctor"], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"no room: No space left on device" in done.stderr
