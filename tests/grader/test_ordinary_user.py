"""The whole command as an ordinary user, who has no rights but those of everybody."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.bubblewrap import CLONE_NEWNS, MS_BIND, MS_PRIVATE, MS_REC, STAGING, done
from grader.sandbox.levels import NAMES, trouble

COURSE = Path(__file__).parents[2]
SOMEBODY = 4242

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else"),
    pytest.mark.skipif(bool(trouble("L2")), reason=trouble("L2")),
]


def become_somebody() -> None:
    """Open the way to the interpreter and to the course, as an ordinary user would have it, and drop all rights."""
    libc = ctypes.CDLL(None, use_errno=True)
    done(libc.unshare(CLONE_NEWNS))
    done(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
    needed = {Path(sys.base_prefix), Path(sys.prefix), COURSE}
    hidden = {path: closed(path) for path in sorted(needed) if closed(path)}
    done(libc.mount(b"none", STAGING.encode(), b"tmpfs", 0, b"mode=755"))
    for index, path in enumerate(hidden):
        (Path(STAGING) / str(index)).mkdir()
        done(libc.mount(bytes(path), f"{STAGING}/{index}".encode(), None, MS_BIND | MS_REC, None))
    for folder in {folder for folder in hidden.values() if folder}:
        done(libc.mount(b"none", bytes(folder), b"tmpfs", 0, b"mode=755"))
    for index, path in enumerate(hidden):
        path.mkdir(parents=True, exist_ok=True)
        done(libc.mount(f"{STAGING}/{index}".encode(), bytes(path), None, MS_BIND | MS_REC, None))
    os.setgroups([])
    os.setresgid(SOMEBODY, SOMEBODY, SOMEBODY)
    os.setresuid(SOMEBODY, SOMEBODY, SOMEBODY)


def closed(path: Path) -> Path | None:
    """Return the outermost folder on the way to `path` that only its owner can enter."""
    return next((folder for folder in reversed([path, *path.parents]) if not folder.stat().st_mode & 1), None)


def grade(*words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "grader", *words, "--format", "json", "--course", str(COURSE)]
    done = subprocess.run(command, cwd="/", stdout=subprocess.PIPE, preexec_fn=become_somebody, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(
    ("slug", "level"),
    [
        ("20_process_child", "L2"),
        ("30_process_pool", "L2"),
        ("60_lock_balance", "L2"),
        ("80_crash_isolation", "L2"),
        pytest.param("20_process_child", "L1", marks=pytest.mark.skipif(bool(trouble("L1")), reason=trouble("L1"))),
    ],
)
def test_an_ordinary_user_has_the_same_sandbox(slug: str, level: str) -> None:
    report = grade(str(COURSE / "solutions" / slug), "--sandbox", level)

    (submission,) = report["submissions"]
    assert submission["score"] == submission["max_score"]
    assert report["sandbox"] == {"level": level, "name": NAMES[level]}
