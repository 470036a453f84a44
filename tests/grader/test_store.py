"""The file that keeps a class's results: what is in it stays, and what cannot be kept is said."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader import store
from grader.errors import StoreError
from grader.model import Exercise, Outcome, Result, Scorebook
from grader.score import tally
from tests.grader.test_report import OUTCOMES, exercise

pytestmark = pytest.mark.once

NOW = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
LOCK = exercise("60_lock_balance", list(OUTCOMES))
LOCAL = exercise("70_thread_local", ["test_passed"])
ASKED = {"a": LOCK, "b": LOCAL}
KEYS = {"60_lock_balance": "k6", "70_thread_local": "k7"}
BOOK = Scorebook(results=(), sandbox={"level": "L2", "name": "bubblewrap"}, seed=7, notices=("'x' is a file",))


def result(name: str, *exercises: Exercise, seed: int = 7) -> Result:
    found = list(OUTCOMES.values())
    return Result(id=name, scores=tuple(tally(one, found, 1.5, seed) for one in exercises))


def begin(kept: store.Store, ids: Iterable[str] = ("ann", "ben")) -> None:
    kept.begin(BOOK, ids, ASKED, NOW)


def times(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as file:
        return [row[0] for row in file.execute("SELECT times FROM scores ORDER BY id, slug")]


def test_what_was_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    wanted = [result("ann", LOCK, LOCAL), result("ben \udcff ⚠ 'x", LOCK, LOCAL)]
    names = [one.id.encode("utf-8", "backslashreplace").decode() for one in wanted]
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept, names)
        for name, one in zip(names, wanted, strict=True):
            kept.keep(Result(id=name, scores=one.scores), KEYS)

    book = store.read(tmp_path / "r.sqlite")

    assert (book.sandbox, book.seed, book.trusted, book.notices) == (BOOK.sandbox, 7, True, BOOK.notices)
    assert [one.id for one in book.results] == names
    for one, other in zip(book.results, wanted, strict=True):
        assert [score.outcomes for score in one.scores] == [score.outcomes for score in other.scores]
        assert [(score.points, score.seconds, score.seed) for score in one.scores] == [
            (score.points, score.seconds, score.seed) for score in other.scores
        ]
        assert [score.exercise.checks for score in one.scores] == [LOCK.checks, LOCAL.checks]
        assert [score.exercise.slug for score in one.scores] == [LOCK.slug, LOCAL.slug]
        assert one.scores[0].exercise.module == "lock_balance"
    assert len(book.results) == 2
    assert list(book.results) == list(book.results)


def test_what_has_not_been_reached_is_not_graded_and_not_nothing(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept)
        kept.keep(result("ann", LOCK), KEYS)

    ann, ben = store.read(tmp_path / "r.sqlite").results

    assert [score.ungraded for score in ann.scores] == [False, True]
    assert {outcome.code for score in ben.scores for outcome in score.outcomes} == {"G905"}
    assert ben.max_points == LOCK.max_score + LOCAL.max_score


def test_who_is_gone_from_the_class_or_the_course_is_not_in_the_book(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept)
        for name in ("ann", "ben"):
            kept.keep(result(name, LOCK, LOCAL), KEYS)
        kept.begin(BOOK, ["ben"], {"b": LOCAL}, NOW)

    (ben,) = store.read(tmp_path / "r.sqlite").results

    assert (ben.id, [score.exercise.slug for score in ben.scores]) == ("ben", ["70_thread_local"])


def test_the_key_and_the_seed_of_a_score_are_known(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        assert kept.seed is None
        begin(kept)
        kept.keep(result("ann", LOCK, seed=9), KEYS)

        assert kept.keys("ann") == {"60_lock_balance": ("k6", 9)}
        assert kept.keys("ben") == {}
        assert kept.seed == 7


def test_a_score_is_found_by_its_key_and_seed_whoever_has_it(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept)
        wanted = result("ann", LOCK)
        kept.keep(wanted, KEYS)

        assert kept.score(LOCK, "k6", 7) == wanted.scores[0]
        assert kept.score(LOCK, "k6", 8) is None
        assert kept.score(LOCK, "other", 7) is None
        kept.keep(Result(id="ben", scores=wanted.scores), KEYS, {LOCK.slug})
        assert times(tmp_path / "r.sqlite") == [1, 0]


def test_what_could_not_be_graded_is_tried_again_and_is_nobodys_result(tmp_path: Path) -> None:
    fault = Result(id="ann", scores=(tally(LOCAL, [Outcome(check="test_passed", code="G902")], 1.5, 7),))
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept)
        kept.keep(fault, KEYS)

        assert kept.keys("ann")[LOCAL.slug][0] != KEYS[LOCAL.slug]
        assert kept.score(LOCAL, KEYS[LOCAL.slug], 7) is None
        kept.keep(result("ann", LOCAL), KEYS)
        assert times(tmp_path / "r.sqlite") == [1]


def test_a_store_of_before_gets_what_it_lacks(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept)
        kept.keep(result("ann", LOCK), KEYS)
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as file:
        file.execute("DROP INDEX by_key")

    with store.opened(tmp_path / "r.sqlite") as kept:
        assert kept.score(LOCK, "k6", 7) is not None
    with closing(sqlite3.connect(tmp_path / "r.sqlite")) as file:
        plan = file.execute("EXPLAIN QUERY PLAN SELECT 1 FROM scores WHERE key = 'k' AND seed = 7").fetchall()
    assert "by_key (key=? AND seed=?)" in str(plan)


def test_grading_again_is_counted_only_where_nothing_has_changed(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept)
        for key, seed in (("k", 1), ("k", 1), ("other", 1), ("other", 2)):
            kept.keep(result("ann", LOCK, seed=seed), {"60_lock_balance": key})
            seen = times(tmp_path / "r.sqlite")
            assert seen == ([2] if seed == 1 and key == "k" and seen != [1] else [1])


def test_an_old_exercise_keeps_the_words_it_was_judged_by(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite") as kept:
        begin(kept, ["ann"])
        kept.keep(result("ann", LOCK), KEYS)
        kept.begin(BOOK, ["ann"], {"new": exercise("60_lock_balance", ["test_new"])}, NOW)

    (ann,) = store.read(tmp_path / "r.sqlite").results

    assert ann.scores[0].exercise.checks == LOCK.checks


WRITER = """
import sys
from pathlib import Path
from grader import store
from tests.grader.test_store import begin, result, LOCK, LOCAL, KEYS
names = [f"s{n}" for n in range(100_000)]
with store.opened(Path(sys.argv[1])) as kept:
    begin(kept, names)
    for name in names:
        kept.keep(result(name, LOCK, LOCAL), KEYS)
        print(name, flush=True)
"""


def test_whoever_kills_the_writer_loses_nothing_that_was_said_to_be_kept(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "r.sqlite")],
        stdout=subprocess.PIPE, text=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    said += writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()

    kept = [one for one in store.read(tmp_path / "r.sqlite").results if not one.scores[0].ungraded]

    assert len(said) >= 20
    assert [one.id for one in kept][: len(said)] == said
    assert len(kept) <= len(said) + 1
    assert all(len(one.scores) == 2 and not one.scores[1].ungraded for one in kept)
    assert set(times(tmp_path / "r.sqlite")) == {1}


def test_a_store_of_another_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with store.opened(path) as kept:
        begin(kept)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")

    for use in (store.read, lambda path: store.opened(path).__enter__()):
        with pytest.raises(StoreError, match="are of version 99, this grader writes version 1; use the grader that"):
            use(path)


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    path, content = tmp_path / "r.sqlite", b"not a data base, but longer than its header would be" * 20
    path.write_bytes(content)

    with pytest.raises(StoreError, match="no store of results; name another file"), store.opened(path):
        pass

    assert path.read_bytes() == content


def test_somebody_elses_data_base_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()

    with pytest.raises(StoreError, match="no store of results"), store.opened(path):
        pass

    assert path.read_bytes() == before


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there are no results in '.*none'; grade the class first"):
        store.read(tmp_path / "none")

    assert not (tmp_path / "none").exists()


def test_a_store_without_a_run_has_no_book(tmp_path: Path) -> None:
    with store.opened(tmp_path / "r.sqlite"):
        pass

    with pytest.raises(StoreError, match=r"there are no results in .* yet"):
        store.read(tmp_path / "r.sqlite")


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(StoreError, match=r"no results can be kept in .*; name another"),
        store.opened(tmp_path / "file" / "r.sqlite"),
    ):
        pass
    with pytest.raises(StoreError, match="it cannot be opened; name another"), store.opened(tmp_path):
        pass


def test_somebody_who_writes_is_said_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.store.file.BUSY", 0.01)
    path = tmp_path / "r.sqlite"
    with store.opened(path) as kept, closing(sqlite3.connect(path, isolation_level=None)) as other:
        begin(kept)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreError, match="another program is writing to it; wait"):
            kept.keep(result("ann", LOCK), KEYS)

        other.execute("ROLLBACK")
        kept.keep(result("ann", LOCK), KEYS)


def test_a_full_disk_loses_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with store.opened(path) as kept:
        begin(kept, ["ann", *(f"s{n}" for n in range(50))])
        kept.keep(result("ann", LOCK), KEYS)
        pages = kept._file.execute("PRAGMA page_count").fetchone()[0]
        kept._file.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to have no more room

        def fill() -> None:
            for n in range(50):
                kept.keep(result(f"s{n}", LOCK), KEYS)

        with pytest.raises(StoreError, match="the disk is full; make room and run the same command again"):
            fill()

    assert not next(iter(store.read(path).results)).scores[0].ungraded
