"""Sandboxes that grow in a greenhouse are as good as those that bubblewrap makes one by one."""

import os
import re
import select
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from grader import watch
from grader.judge.finding import Finding
from grader.judge.stage import Stage
from grader.sandbox import bubblewrap, greenhouse, nursery
from grader.sandbox.greenhouse import Greenhouse, close_greenhouse, open_greenhouse
from grader.sandbox.nursery import Nursery
from grader.sandbox.outermost import Grown, Started
from tests.grader.conftest import Staged

NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")


@pytest.fixture(autouse=True)
def house(tmp_path: Path) -> Iterator[Greenhouse]:
    """Have a greenhouse, and nothing of it afterwards."""
    nursery.close()
    doors = tmp_path / "doors"
    doors.mkdir()
    tmp_path.chmod(0o755)
    open_greenhouse(doors)
    yield greenhouse.GREENHOUSES[0]
    nursery.close()
    close_greenhouse()


@pytest.fixture(params=["L2", "L3"])
def two(request: pytest.FixtureRequest) -> Iterator[tuple[Nursery, Nursery]]:
    """Give two sandboxes that are there at the same time."""
    try:
        made = (Nursery(request.param), Nursery(request.param))
    except ChildProcessError as error:
        if request.param == "L2":
            raise
        pytest.skip(str(error))
    yield made
    for one in made:
        one.close()


def namespaces(pid: int) -> dict[str, str]:
    return {name: str(Path(f"/proc/{pid}/ns/{name}").readlink()) for name in NAMESPACES}


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_they_share_no_namespace_with_anybody(two: tuple[Nursery, Nursery], house: Greenhouse) -> None:
    (warm,) = [pid for pid in watch.family(house.process.pid) if watch.parent(pid) == house.process.pid]
    seen = [namespaces(pid) for pid in (two[0].pid, two[1].pid, warm, os.getpid())]

    for name in NAMESPACES:
        assert len({one[name] for one in seen}) == len(seen), name


def test_they_have_no_right_and_can_get_none(two: tuple[Nursery, Nursery]) -> None:
    for one in two:
        said = dict(re.findall(r"(\w+):\s+(\S+)", Path(f"/proc/{one.pid}/status").read_text()))
        assert {said[f"Cap{kind}"] for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {"0" * 16}
        assert said["NoNewPrivs"] == "1"


def test_each_finds_its_own_folders_empty_and_its_own_doors(two: tuple[Nursery, Nursery]) -> None:
    (two[0].doors / "mine").touch()
    shown = {Path(path).parts[2] for path in greenhouse.below()}  # an installation below /tmp

    for one, doors in zip(two, (["mine"], []), strict=True):
        root = Path(f"/proc/{one.pid}/root")
        assert names(root / "doors") == doors
        for folder in ("tmp", "box", "dev/shm", "dev/pts"):
            assert set(names(root / folder)) <= {"ptmx", *shown}
        assert [name for name in names(root / "proc") if name.isdecimal()] == ["1"]


def test_no_line_to_anybody_else_is_open(two: tuple[Nursery, Nursery]) -> None:
    for one in two:
        leads = [str(fd.readlink()) for fd in Path(f"/proc/{one.pid}/fd").iterdir()]
        assert sorted(re.sub(r"\d+", "n", lead) for lead in leads) == ["/dev/null"] * 3 + ["socket:[n]"]


def test_whoever_has_ended_is_reaped(two: tuple[Nursery, Nursery], house: Greenhouse) -> None:
    for one in two:
        one.close()

    while len(watch.family(house.process.pid)) > 1:
        pass


def test_whoever_hangs_up_ends_it(two: tuple[Nursery, Nursery]) -> None:
    handle = os.pidfd_open(two[0].pid)
    two[0].orders.close()

    assert select.select([handle], [], [], 60)[0]
    os.close(handle)


TRIES = """
import ctypes, os, socket
def tries():
    libc, found = ctypes.CDLL(None, use_errno=True), {}
    for name, flag in {"user": 0x10000000, "mnt": 0x20000, "net": 0x40000000, "pid": 0x20000000}.items():
        found[name] = libc.unshare(flag)
    found["mount"] = libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)
    found["umount"] = libc.umount2(b"/proc", 2)
    found["hostname"] = libc.sethostname(b"mine", 4)
    for file in ("/proc/sys/user/max_user_namespaces", "/usr/mine", "/dev/mine", "/mine"):
        try: found[file] = open(file, "w").write("1")
        except OSError: found[file] = -1
    return found
def hears():
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0)); one.listen(); other.connect(one.getsockname())
        return os.getpid() > 1
"""


@pytest.fixture
def stage(staged: Staged) -> Iterator[Stage]:
    made = staged(
        TRIES.replace("import ctypes, os", "import os"),
        f"from grader.stage import gate\n{TRIES}\ndef ask(_): return tries()\ndef hear(_): return hears()\ndef wait(_): gate('here')",
        "L2",
    )
    yield made
    made.close()


def test_nothing_can_be_mounted_opened_or_left(stage: Stage) -> None:
    assert set(stage.run("ask").value.values()) == {-1}
    assert isinstance(nursery.nursery("L2").outermost, Grown)


@pytest.mark.parametrize("whom", ["the sandbox", "the greenhouse"])
def test_whoever_is_killed_at_work_is_said_so_and_the_next_is_served(
    stage: Stage, house: Greenhouse, whom: str
) -> None:
    run = stage.start("wait")
    run.settle()
    warm = nursery.nursery("L2").pid
    handle = os.pidfd_open(warm)
    os.kill(warm if whom == "the sandbox" else house.process.pid, signal.SIGKILL)
    assert select.select([handle], [], [], 60)[0]
    os.close(handle)

    with pytest.raises(Finding) as found:
        run.finish()
    stage.close()
    assert (found.value.code, found.value.evidence["signal"]) == ("C402", signal.SIGKILL)
    assert stage.run("hear").value is True


def test_one_can_speak_to_oneself(stage: Stage) -> None:
    assert stage.run("hear").value is True


def test_where_nothing_grows_one_is_started(house: Greenhouse) -> None:
    watch.end_family(house.process.pid)
    made = Nursery("L2")

    assert isinstance(made.outermost, Started)
    made.close()


def test_why_nothing_grows_is_said(house: Greenhouse) -> None:
    made = Nursery("L2")
    made.kill()
    made.doors.rmdir()

    with pytest.raises(ChildProcessError, match="No such file or directory"):
        made.begin(lambda line, _: Grown(house, line, made.doors))


def test_one_that_is_gone_is_replaced(house: Greenhouse) -> None:
    watch.end_family(house.process.pid)
    open_greenhouse(house.doors)

    assert greenhouse.GREENHOUSES[0] is not house
    made = Nursery("L2")
    assert isinstance(made.outermost, Grown)
    made.close()


def test_nothing_is_left_of_a_greenhouse(two: tuple[Nursery, Nursery], house: Greenhouse) -> None:
    close_greenhouse()

    for one in (*two, house):
        pid = one.process.pid if isinstance(one, Greenhouse) else one.pid
        assert subprocess.run(["kill", "-0", str(pid)], capture_output=True, check=False).returncode


def test_what_is_needed_is_there_wherever_it_lies(house: Greenhouse, tmp_path: Path) -> None:
    """An installation below /tmp, as in a checkout of CI's: the new /tmp must not cover it."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("here")
    needed = [*bubblewrap.needed(), (str(tmp_path / "folder"), str(tmp_path / "folder"))]
    with mock.patch.object(bubblewrap, "needed", return_value=needed):
        close_greenhouse()
        open_greenhouse(house.doors)
    made = Nursery("L2")

    assert isinstance(made.outermost, Grown)
    root = Path(f"/proc/{made.pid}/root")
    assert (root / f".{tmp_path}" / "folder" / "file").read_text() == "here"
    assert names(root / f".{tmp_path}") == ["folder"]
    made.close()
