"""`grade explore FILE`: what it answers, as a user at the prompt or a program that reads JSON sees it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.grader.conftest import Grade

RACE = """
import threading

balance = 0

def change(n):
    global balance
    balance = balance + n
    balance = balance - n

def both():
    threads = [threading.Thread(target=change, args=(n,)) for n in (5, 8)]
    for t in threads: t.start()
    for t in threads: t.join()

def main():
    both()
    return balance

def checked():
    both()
    assert balance == 0, balance

def hurt():
    thread = threading.Thread(target=change, args=("x",), name="sad")
    thread.start()
    thread.join()

def stuck():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
"""


@pytest.fixture
def race(tmp_path: Path) -> Path:
    file = tmp_path / "race.py"
    file.write_text(RACE, encoding="utf-8")
    return file


def asked(grade: Grade, *words: object) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the JSON report."""
    done = grade("explore", *words, "--format", "json")
    return done.returncode, json.loads(done.stdout)


def test_every_way_to_end_is_told_with_its_schedule(grade: Grade, race: Path) -> None:
    code, found = asked(grade, race)

    assert (code, found["schema"], found["complete"], found["search"]) == (0, "threadlings/explore-1", True, "dpor")
    assert {one["value"] for one in found["outcomes"]} == {0, 5, 8, -5, -8, 3, -3}
    assert sum(one["executions"] for one in found["outcomes"]) == found["executions"]
    assert found["outcomes"][0]["first"] == 0


@pytest.mark.parametrize(
    ("call", "kind", "error"),
    [
        ("checked", "raised", "AssertionError: 5"),
        ("hurt", "raised", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        ("stuck", "deadlock", None),
    ],
)
def test_an_execution_that_ends_badly_exits_with_1(
    grade: Grade, race: Path, call: str, kind: str, error: str | None
) -> None:
    code, found = asked(grade, race, "--call", call)

    assert code == 1
    assert (kind, error) in {(one["kind"], one["error"]) for one in found["outcomes"]}


def test_an_exception_in_a_thread_names_the_thread(grade: Grade, race: Path) -> None:
    _, found = asked(grade, race, "--call", "hurt")

    assert [one["thread"] for one in found["outcomes"][0]["threads"]] == ["sad"]


def test_a_schedule_replays(grade: Grade, race: Path) -> None:
    _, found = asked(grade, race, "--call", "checked")

    for one in found["outcomes"][:3]:
        code, again = asked(grade, race, "--call", "checked", "--replay", one["schedule"])
        (seen,) = again["outcomes"]
        assert (seen["kind"], seen["error"], seen["story"]) == (one["kind"], one["error"], one["story"])
        assert code == (one["kind"] == "raised")


@pytest.mark.parametrize("search", ["dfs", "random"])
def test_other_searches_say_what_they_are(grade: Grade, race: Path, search: str) -> None:
    _, found = asked(grade, race, "--search", search, "--executions", 300, "--seed", 3)

    assert (found["search"], found["executions"], found["complete"]) == (search, 300, False)
    assert len(found["outcomes"]) > 3


def test_depth_first_search_to_the_end_is_a_proof(grade: Grade, race: Path) -> None:
    _, found = asked(grade, race, "--search", "dfs", "--call", "stuck")

    assert found["complete"]


def test_time_is_a_budget_too(grade: Grade, race: Path) -> None:
    race.write_text(RACE.replace("(5, 8)", "range(8)"), encoding="utf-8")

    _, found = asked(grade, race, "--seconds", 0.2, "--executions", 10**9)

    assert not found["complete"]
    assert "budget spent" in found["endings"]


def test_modules_beside_the_file_are_explored_too(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "store.py").write_text("from kept import kept\ndef add(): kept.x = kept.x + 1\n", encoding="utf-8")
    (tmp_path / "kept.py").write_text("class Kept: x = 0\nkept = Kept()\n", encoding="utf-8")
    (tmp_path / "prog.py").write_text(
        "import threading, store\n"
        "def main():\n"
        "    threads = [threading.Thread(target=store.add) for _ in 'ab']\n"
        "    for t in threads: t.start()\n"
        "    for t in threads: t.join()\n"
        "    return store.kept.x\n",
        encoding="utf-8",
    )

    _, found = asked(grade, tmp_path / "prog.py")

    assert {one["value"] for one in found["outcomes"]} == {1, 2}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--call", "nothing"], "race.py has no function 'nothing'; name another with --call"),
        (["--replay", "1-zz.9"], "schedule '1-zz.9' does not fit"),
        (["--replay", "x"], "'x' is no schedule; copy it whole"),
        (["--executions", "0"], "'0' is not a whole number of at least 1"),
        (["--seconds", "-1"], "'-1' is not a positive number of seconds"),
        (["--out", "none/there"], "is not a file in an existing folder"),
    ],
)
def test_a_mistake_in_the_command_gets_one_sentence(grade: Grade, race: Path, words: list[str], says: str) -> None:
    done = grade("explore", race, *words)

    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("data", "says"),
    [(None, "is no file"), (b"def (", "line 1"), (b"x = '\xff'", "UTF-8"), (b"x = '\0'", "null bytes")],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    grade: Grade, tmp_path: Path, data: bytes | None, says: str
) -> None:
    if data is not None:
        (tmp_path / "bad.py").write_bytes(data)

    done = grade("explore", tmp_path / "bad.py")

    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_python_file_is_not_run_as_one(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "scores.json").write_text('{"main": null}', encoding="utf-8")

    done = grade("explore", tmp_path / "scores.json")

    assert done.returncode == 2
    assert done.stderr == "grade: 'scores.json' is no Python file; name one whose name ends in .py\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("async def main(): pass\n", "main makes a coroutine that nobody runs"),
        ("def main(): yield 1\n", "main makes a generator that nobody runs"),
        ("async def main(): yield 1\n", "main makes an async generator that nobody runs"),
        ("def main(n, most=2): return n\n", "main takes arguments"),
        ("def main(*, n): return n\n", "main takes arguments"),
        ("main = 3\n", "main is no function"),
    ],
)
def test_what_a_call_does_not_run_is_not_proven(grade: Grade, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "one.py"
    file.write_text(text, encoding="utf-8")

    done = grade("explore", file)

    assert done.returncode == 2
    assert done.stderr == f"grade: one.py: {says}; name a function of no arguments with --call\n"


@pytest.mark.parametrize(
    "text",
    [
        "def other(n): pass\ndef main(): return other()\n",
        "class Box:\n    def __repr__(self): return '<coroutine object mine>'\ndef main(): return Box()\n",
        "def main(): return (n for n in 'ab')\n",
    ],
)
def test_what_a_call_does_run_is_told(grade: Grade, tmp_path: Path, text: str) -> None:
    file = tmp_path / "one.py"
    file.write_text(text, encoding="utf-8")

    done = grade("explore", file)

    assert (done.returncode, done.stderr) in [(0, ""), (1, "")]


def test_a_result_that_is_too_large_gets_one_sentence(grade: Grade, tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("def main(): return 'x' * 10**8\n", encoding="utf-8")

    done = grade("explore", file)

    assert done.returncode == 2
    assert done.stderr == "grade: one.py: The result is too large to be looked at.\n"


def test_ways_to_end_that_look_the_same_are_told_once(grade: Grade, tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("import threading\ndef main(): threading.Thread(target=int).start()\n", encoding="utf-8")

    _, found = asked(grade, file)

    (told,) = found["outcomes"]
    assert (told["first"], told["executions"]) == (0, found["executions"])


def test_what_cannot_be_seen_through_is_no_pass(grade: Grade, tmp_path: Path) -> None:
    file = tmp_path / "low.py"
    file.write_text("import _thread\ndef main(): return 0\n", encoding="utf-8")

    code, found = asked(grade, file)

    assert code == 3
    assert [one["kind"] for one in found["outcomes"]] == ["unseen"]


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "waits for b, held by two; itself holds a"), ("zh", "它在 two 手里")]
)
def test_a_deadlock_is_told_at_the_terminal(grade: Grade, tmp_path: Path, lang: str, says: str) -> None:
    file = tmp_path / "dead lock.py"
    file.write_text(
        "import threading\n"
        "a, b = threading.Lock(), threading.Lock()\n"
        "def take(x, y):\n"
        "    with x:\n"
        "        with y: pass\n"
        "def main():\n"
        "    threads = [threading.Thread(target=take, args=p, name=n) for n, p in (('one', (a, b)), ('two', (b, a)))]\n"
        "    for t in threads: t.start()\n"
        "    for t in threads: t.join()\n",
        encoding="utf-8",
    )

    done = grade("explore", file, "--lang", lang)

    assert done.returncode == 1
    assert says in done.stdout
    assert f"grade explore '{file}' --call main --replay 1-" in done.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def main():\n    while True: pass\n", "limit  too many steps; does every loop end?"),
        ("def main():\n    while True: pass\n", "let each go round only a few times"),
        ("x = 1\nraise ValueError('early')\n", "raised  ValueError: early (line 2)"),
        (
            "import threading\ndef main():\n    t = threading.Thread(target=lambda: {}['k'], name='sad')\n    t.start()\n",
            "raised  KeyError: 'k' (line 3, in sad)",
        ),
        ("def main(): return {1: {2}}\n", "returned  {1: {2}}"),
    ],
)
def test_the_terminal_says_why_and_where(grade: Grade, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "one.py"
    file.write_text(text, encoding="utf-8")

    done = grade("explore", file)

    assert says in done.stdout


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", ["main(): 1 execution; every interleaving", "returned", "(dpor: complete)"]),
        ("zh", ["main()：1 次执行；所有不同的线程交错都已检查（dpor: complete）", "正常返回"]),
    ],
)
def test_what_was_explored_is_said_in_one_language(grade: Grade, tmp_path: Path, lang: str, says: list[str]) -> None:
    (tmp_path / "one.py").write_text("def main(): return 1", encoding="utf-8")

    done = grade("explore", "one.py", "--lang", lang)

    assert all(one in done.stdout for one in says), done.stdout
