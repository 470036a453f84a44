"""How safe a sandbox this machine has is found by trying, and said."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.sandbox import levels
from tests.grader.conftest import Grade


@pytest.mark.parametrize(
    ("said", "helps"),
    [
        ("[Errno 2] No such file or directory: 'bwrap'", "apt-get install bubblewrap"),
        ("control group: [Errno 13] Permission denied: '/sys/fs/cgroup/x.scope'", "systemd-run --user --scope"),
        ("control group: [Errno 13] Permission denied: '/sys/fs/cgroup/memory/threadlings-1'", "as root"),
        ("this kernel has no Landlock (Operation not supported)", "lsm="),
        ("this kernel has Landlock ABI 1, needed is 3", "6.2"),
        ("bwrap: Unknown option --disable-userns", "0.8"),
        ("bwrap: setting up uid map: Permission denied", "apparmor_restrict_unprivileged_userns=0"),
        ("bwrap: No permissions to create new namespace, likely because ...", "unprivileged_userns_clone=1"),
        ("[Errno 1] Operation not permitted", "Docker"),
        ("before bubblewrap: [Errno 22] Invalid argument", "ordinary user"),
        ("something new", ""),
    ],
)
def test_every_known_trouble_has_a_remedy(said: str, helps: str) -> None:
    assert helps in levels.remedy(said)
    assert bool(levels.remedy(said)) == bool(helps)


def test_the_best_level_that_works_is_found_and_why_a_better_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "trouble", lambda level: "" if level == "L0" else "no bwrap")

    assert levels.find() == levels.Sandbox("L0", dict.fromkeys(("L3", "L2", "L1"), "no bwrap"))
    with pytest.raises(UsageError, match="L2 does not work on this machine: no bwrap"):
        levels.find("L2")


def test_doctor_tries_every_level(grade: Grade) -> None:
    done = grade("doctor")

    for level in levels.NAMES:
        assert f"sandbox {level}" in done.stdout
    assert done.returncode == all(levels.trouble(level) for level in levels.SAFE)


def test_the_report_says_what_was_used(grade: Grade, course: object) -> None:
    done = grade("--sandbox", "L0", f"{course}/exercises")

    assert "sandbox: L0 (for code that you trust)" in done.stdout


@pytest.mark.parametrize("level", [level for level in levels.NAMES if not levels.trouble(level)])
def test_a_temporary_folder_with_a_long_name_is_no_trouble(
    level: str, grade: Grade, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a cluster it often has one; the address of a socket holds 107 bytes."""
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))

    done = grade("--sandbox", level, course / "solutions")

    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="takes root's rights from root")
def test_root_without_the_rights_of_root_is_told_what_helps() -> None:
    bare = ["setpriv", "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"]

    done = subprocess.run(
        [*bare, sys.executable, "-m", "grader", "doctor"], capture_output=True, text=True, check=False
    )

    assert (
        "sandbox L2 (bubblewrap): before bubblewrap: [Errno 1] Operation not permitted\n    what helps: grade as an ordinary user"
        in (done.stdout)
    )
