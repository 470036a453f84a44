"""Hostile files around a submission: notebooks, zips, gradebooks, stores; each is read, or refused in one sentence."""

import contextlib
import io
import json
import random
import shutil
import sqlite3
import struct
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import github, intake, notebook, store
from grader.errors import GraderError, UsageError
from grader.export import sheet
from grader.judge.stage import Subject, program
from grader.model import Result
from tests.grader.scripted import altered, mutated
from tests.grader.test_report import GOLDEN
from tests.grader.test_store import ASKED, BOOK, KEYS, LOCAL, LOCK, NOW, result

pytestmark = pytest.mark.once

CELL = {
    "cell_type": "code",
    "source": ["def main():\n", "    return 1"],
    "metadata": {"nbgrader": {"locked": False}},
    "outputs": [],
    "id": "a",
}
NOTEBOOK: dict[str, Any] = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "markdown", "source": "x"}, CELL],
}


def subject(file: Path) -> Subject:
    return Subject(module="m", file=file, scenarios=file, seed=0, defines=("main",))


def test_no_notebook_does_anything_but_give_a_program_or_a_code(tmp_path: Path) -> None:
    file, dice = tmp_path / "10_m.ipynb", random.Random(0)
    codes = Counter[str]()
    for _ in range(400):
        page = json.dumps(altered(NOTEBOOK, dice) if dice.random() < 0.6 else NOTEBOOK).encode()
        file.write_bytes(page if dice.random() < 0.6 else mutated(page, dice))
        codes[refusal(file)] += 1
    assert codes.keys() == {"", "S708"}
    assert codes[""] > 50


def refusal(file: Path) -> str:
    """Return the code by which a notebook is refused; nothing if it is a program."""
    try:
        program(subject(file))
    except intake.RefusedError as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ({"source": "!rm -rf ~\ndef main(): pass"}, "pass  # !rm -rf ~\ndef main(): pass"),
        ({"source": "%%script sh\ndef main(): pass"}, "pass  # %%script sh\ndef main(): pass"),
        (
            {"source": "%run x.py\n%load_ext x\nmain?\nmain = 1"},
            "pass  # %run x.py\npass  # %load_ext x\npass  # main?\nmain = 1",
        ),
        ({"source": "main = 1", "outputs": [{"data": {"text/html": "<script>" * 100_000}}]}, "main = 1"),
        (
            {"source": "main = 1", "id": "x" * 100_000, "metadata": {"nbgrader": {"locked": True, "solution": True}}},
            "main = 1",
        ),
        ({"source": "main = 1", "execution_count": float("nan"), "attachments": [[[]]]}, "main = 1"),
    ],
)
def test_what_a_cell_holds_beside_its_program_does_nothing(tmp_path: Path, cell: dict[str, Any], made: str) -> None:
    file = tmp_path / "10_m.ipynb"
    twins = [{**CELL, "source": ""}, {**CELL, **cell}]  # of the same id

    file.write_text(json.dumps({**NOTEBOOK, "cells": twins}))

    assert program(subject(file)).decode().strip() == made


@pytest.mark.parametrize(
    "text",
    [
        "main" + " " * 500_000 + "!",
        "async" + "\n" * 500_000,
        " " * 500_000 + "%",
        "a." * 250_000 + "?x",
        "main:" * 100_000,
    ],
)
def test_no_cell_takes_long_to_look_at(text: str) -> None:
    notebook.program([text, text], ["main", "other"])


def packed(*names: str, how: int = zipfile.ZIP_DEFLATED, data: bytes = b"{}") -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", how) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members with one name
        for name in names:
            archive.writestr(name, data)
    return page.getvalue()


def linked() -> bytes:
    page, entry = io.BytesIO(), zipfile.ZipInfo("result.json")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return page.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed("result.json"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def much_larger_than_it_says() -> bytes:
    data = bytearray(packed("result.json", data=b"0" * (64 << 20)))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 2)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK", packed(), packed("../result.json"), packed("/result.json"), packed("result.json", "result.json"), packed("RESULT.JSON"),
        packed("result.json", "more"), packed("result.json/"), packed("re\nsult.json"), packed("\u202eresult.json"), packed("::error::x"),
        packed("result.json", data=b"0" * (64 << 20)), packed("result.json", how=zipfile.ZIP_LZMA), packed("result.json", how=zipfile.ZIP_BZIP2),
        encrypted(), much_larger_than_it_says(), packed(*map(str, range(20_000))),
    ],
    ids=range(18),
)  # fmt: skip
def test_a_zip_that_is_not_as_we_made_it_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UsageError, match="artifact") as refused:
        github.unpacked(data, "result.json")
    assert len(str(refused.value)) < 300


def test_a_link_in_a_zip_is_only_its_text() -> None:
    assert github.unpacked(linked(), "result.json") == b"/etc/passwd"


def test_no_damage_to_a_zip_is_a_traceback() -> None:
    dice, good = random.Random(0), packed("result.json", data=random.Random(1).randbytes(300))
    for _ in range(1500):
        with contextlib.suppress(UsageError):
            github.unpacked(mutated(good, dice), "result.json")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_a_zip_that_breaks_anything(data: bytes) -> None:
    with pytest.raises(UsageError):
        github.unpacked(data, "result.json")


def test_a_gradebook_is_read_or_refused_in_one_sentence() -> None:
    dice, good = random.Random(0), (GOLDEN / "canvas.export.csv").read_bytes()
    odd = (
        b'"',
        b"\x00",
        b"\r",
        b",",
        b";",
        b"\t",
        b'""',
        b"\n\n",
        b'"\n',
        b"=1+1",
        b"\xff\xfe",
        b"x" * 200_000,
        "\u202e".encode(),
        b"Points Possible",
    )
    read = 0
    for _ in range(300):
        data = bytearray(good if dice.random() < 0.5 else mutated(good, dice))
        place = dice.randrange(len(data) + 1)
        data[place:place] = dice.choice(odd)
        with contextlib.suppress(UsageError):
            looked_at(bytes(data))
            read += 1
    assert read > 20


def looked_at(data: bytes) -> None:
    """Read a gradebook and look at all that is in it."""
    page = sheet.read(data, "export.csv")
    list(page.columns)
    for _, row in page.students:
        list(page.called(row))


@pytest.mark.parametrize(
    "data",
    [
        "Student,ID,Section,a (1)\n".encode("utf-16"), b"LastName,FirstName,ID,Section,a (1)\nX\n", b"Student,ID,Section\n" + b"x" * (10 << 20),
        b'Student,ID,Section\n"', b"", b"\n", b"\xef\xbb\xbf", b"Student|ID|Section\n", b"Student,ID,Section\na,1,s\nb,1,s\n",
    ],
    ids=range(9),
)  # fmt: skip
def test_a_roster_that_is_none_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UsageError) as refused:
        looked_at(data)
    assert str(refused.value).startswith("'export.csv'")
    assert len(str(refused.value)) < 300


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give a store with the results of ann and ben."""
    file = tmp_path / "results.sqlite"
    with store.opened(file) as one:
        one.begin(BOOK, ("ann", "ben"), ASKED, NOW)
        for name in ("ann", "ben"):
            one.keep(result(name, LOCK, LOCAL), KEYS)
    return file


def sql(*statements: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as base, base:
            for statement in statements:
                base.execute(statement)

    return change


def cut_off(file: Path) -> None:
    sql("PRAGMA wal_checkpoint(TRUNCATE)")(file)
    file.write_bytes(file.read_bytes()[:5000])


def noise(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:12000] = random.Random(0).randbytes(7904)
    file.write_bytes(data)


def other_file(text: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        file.unlink()
        file.write_text(text)

    return change


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


CHANGED = (
    sql("UPDATE scores SET points = 99"), sql("UPDATE scores SET points = 'x'"), sql("UPDATE scores SET outcomes = '['"),
    sql("UPDATE scores SET outcomes = '{}'"), sql("UPDATE scores SET outcomes = '[3]'"), sql("UPDATE scores SET outcomes = x'00ff'"),
    sql("""UPDATE scores SET outcomes = replace(outcomes, '"code": "R', '"code": "X')"""), sql("UPDATE scores SET outcomes = '[{\"check\": 1, \"evil\": 2}]'"),
    sql("UPDATE exercises SET data = '{}'"), sql("UPDATE exercises SET data = 'null'"), sql("UPDATE runs SET sandbox = '{}'"),
    sql("UPDATE runs SET sandbox = '{\"level\": \"L9\"}'"), sql("UPDATE runs SET notices = '3'"), sql("DROP TABLE scores"), sql("DELETE FROM runs"),
    sql("PRAGMA user_version = 9"), sql("PRAGMA application_id = 1"), cut_off, noise, other_file("{}"), other_file(""), a_folder,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGED, ids=range(len(CHANGED)))
def test_a_store_that_was_tampered_with_is_refused_in_one_sentence(kept: Path, change: Callable[[Path], None]) -> None:
    change(kept)

    with pytest.raises(GraderError) as refused:
        list(store.read(kept).results)

    assert len(str(refused.value)) < 500
    assert refused.value.exit_code == 2


def test_points_that_were_added_to_a_store_are_noticed(kept: Path) -> None:
    before = [one.points for one in store.read(kept).results]

    sql(
        "INSERT INTO submissions VALUES (9, 'eve')",
        "INSERT INTO scores SELECT 'eve', slug, key, exercise, run, seed, 99, seconds, outcomes, 1 FROM scores WHERE id = 'ann'",
    )(kept)

    assert len(before) == 2
    with pytest.raises(GraderError, match="it is damaged; move it away, and the class is graded anew"):
        list(store.read(kept).results)


@pytest.mark.parametrize("change", [*CHANGED[:6], CHANGED[13], *CHANGED[15:]], ids=lambda change: f"{CHANGED.index(change)}")
def test_a_run_over_a_store_that_was_tampered_with_goes_on_or_says_so(
    kept: Path, change: Callable[[Path], None]
) -> None:
    change(kept)

    with contextlib.suppress(GraderError), store.opened(kept) as one:
        one.begin(BOOK, ("ann", "ben"), ASKED, NOW)
        one.keys("ann"), one.codes("ann")
        one.keep(replace(result("ann", LOCK, LOCAL)), KEYS)
        assert isinstance(next(iter(store.read(kept).results)), Result)


def test_a_results_folder_that_is_somebody_elses_link_is_followed_only_to_a_store(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "elsewhere").mkdir()
    shutil.copy("/etc/hostname", tmp_path / "elsewhere" / "results.sqlite")
    (tmp_path / "class" / ".grade").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(GraderError, match="it is no store of results"), store.opened(store.beside(tmp_path / "class")):
        pass

    assert (tmp_path / "elsewhere" / "results.sqlite").read_bytes() == Path("/etc/hostname").read_bytes()
