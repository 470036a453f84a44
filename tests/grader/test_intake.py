"""What is taken in of a student's files, and what is kept out."""

import os
from pathlib import Path

import pytest

from grader import intake


def test_an_ordinary_file_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\n")

    assert intake.taken(tmp_path / "a.py") == b"x = 1\n"


def test_everything_else_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(__file__)
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "large").write_bytes(b"#" * (intake.LARGEST + 1))

    for name, code in (("folder", "S702"), ("link", "S702"), ("fifo", "S702"), ("none", "S702"), ("large", "S703")):
        with pytest.raises(intake.RefusedError) as refused:
            intake.taken(tmp_path / name)
        assert refused.value.code == code
