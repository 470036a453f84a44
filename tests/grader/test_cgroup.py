"""What all processes of a sandbox use together has a limit, and no group outlives its grader for long."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import catalog, grade, watch
from grader.judge.finding import Finding
from grader.model import Score
from grader.sandbox import cgroup, nursery
from grader.sandbox.cgroup import Group
from grader.sandbox.levels import trouble
from grader.sandbox.limits import PROCESSES, TOTAL
from tests.grader.conftest import Staged

needs_groups = pytest.mark.skipif(bool(trouble("L3")), reason=trouble("L3"))

STUDENT = f"""
import os, signal

def main(share):
    for _ in range({TOTAL >> 20} // share + 1):
        if not os.fork():
            block = b"x" * (share << 20)
            signal.pause()
    os.wait()
    return "somebody was ended"

def alone():
    return bytes(1 << 20)[0]
"""
SCENARIOS = """
def many(student, share): return student.main(share)
def alone(student): return student.alone()
"""


@pytest.fixture(autouse=True)
def _no_sandbox_is_left() -> Iterator[None]:
    yield
    nursery.close()


def groups(owner: int) -> list[Path]:
    return [folder for place in cgroup.places() for folder in place.glob(f"{cgroup.PREFIX}*-{owner}-*")]


@needs_groups
def test_memory_in_many_processes_is_ended_with_the_code_for_it(staged: Staged) -> None:
    stage = staged(STUDENT, SCENARIOS, "L3")

    with pytest.raises(Finding) as found:
        stage.run("many", share=200)  # which is far below what each of them may have

    assert found.value.code == "T506"
    assert stage.run("alone").value == 0  # in the same sandbox, and nothing is counted against it


@needs_groups
def test_the_number_of_processes_is_limited() -> None:
    count = """if True:
        import os, signal
        for number in range(1000):
            try:
                if not os.fork():
                    signal.pause()
            except BlockingIOError:
                break
        print(number, flush=True)
        os.killpg(0, signal.SIGKILL)
    """
    group = Group()

    command = [sys.executable, "-c", count]
    begun = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        preexec_fn=group.enter,  # noqa: PLW1509  (a test has one thread)
        start_new_session=True,
    )
    number, _ = begun.communicate()
    group.remove()

    assert PROCESSES < int(number) < PROCESSES + 16
    assert groups(os.getpid()) == []


@needs_groups
def test_a_group_goes_with_its_sandbox(staged: Staged) -> None:
    stage = staged(STUDENT, SCENARIOS, "L3")
    stage.run("alone")
    stage.close()
    during = groups(os.getpid())

    nursery.close()

    assert during
    assert groups(os.getpid()) == []


@needs_groups
def test_what_a_killed_grader_leaves_is_removed_by_the_next_one() -> None:
    program = """if True:
        import os, signal
        from grader.sandbox.cgroup import Group
        group = Group()
        if not os.fork():
            group.enter()
            print(os.getpid(), flush=True)
            signal.pause()
        signal.pause()
    """
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as owner:
        assert owner.stdout
        inside = int(owner.stdout.readline())
        owner.kill()
    left = groups(owner.pid)
    watched = os.pidfd_open(inside)

    Group().remove()

    assert left
    assert groups(owner.pid) == []
    os.close(watched)
    assert inside not in watch.parents() or watch.parents()[inside][1] in "ZX"


@needs_groups
def test_a_group_whose_owner_lives_is_left_alone() -> None:
    mine = Group()

    Group().remove()

    assert groups(os.getpid()) == list(mine.folders)
    mine.remove()


@needs_groups
def test_a_group_that_somebody_has_deleted_counts_no_more() -> None:
    group = Group()
    cgroup.remove(group.folders)

    assert group.deaths == 0
    group.remove()


def test_a_tree_without_our_controllers_is_no_place_for_groups(tmp_path: Path) -> None:
    own = next(row[3:] for row in Path("/proc/self/cgroup").read_text().splitlines() if row.startswith("0::"))
    (tmp_path / own.lstrip("/")).mkdir(parents=True, exist_ok=True)
    (tmp_path / own.lstrip("/") / "cgroup.controllers").write_text("cpu pids\n")

    with pytest.raises(PermissionError, match="may not limit memory"):
        cgroup.delegated(tmp_path, "/")


@needs_groups
def test_a_run_leaves_no_group(course: Path) -> None:
    during: set[Path] = set()

    def look(_: Score) -> None:
        during.update(group for pid in watch.family(os.getpid()) for group in groups(pid))

    plan = grade.Plan(course=course, path=course / "solutions", only="", jobs=1, seed=0, sandbox="L3")
    grade.grade(plan, catalog.load(course), look)

    assert during
    assert not any(group.exists() for group in during)
