"""One submission before judges that stay: what they keep from one exercise to the next, and what they do not."""

from pathlib import Path

from grader import watch
from grader.catalog import load
from grader.grade import part
from grader.judging import judged as judged_by
from grader.judging import place
from grader.model import Exercise, Job, Raw
from grader.sitting import Sitting, sitting

KILLER = """
import os, signal
def parent(pid): return int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
os.kill(parent(os.getppid()), signal.SIGKILL)
"""


def judged(judges: Sitting, exercise: Exercise, file: Path) -> Raw:
    return judges.run(Job(submission=".", parts=(part(exercise, file),), seed=0))[exercise.slug]


def reference(course: Path, exercise: Exercise) -> Path:
    return course / "solutions" / exercise.slug / exercise.stub.name


def passed(raw: Raw) -> int:
    return int(raw.report["summary"].get("passed", 0)) if raw.report else 0


def test_the_judge_and_its_sandbox_stay_for_the_next_exercise(course: Path) -> None:
    one, other = load(course)
    with sitting(1) as judges:
        bench = judges._seats[0].bench.process.pid
        raws = [judged(judges, one, reference(course, one))]
        before = watch.family(bench)
        raws.append(judged(judges, other, reference(course, other)))
        after = watch.family(bench)

    assert list(map(passed, raws)) == [len(one.checks), len(other.checks)]
    assert len(before) == 2
    assert after.keys() == before.keys()


def test_the_same_exercise_again_is_judged_again(course: Path) -> None:
    one, _ = load(course)
    with sitting(1) as judges:
        first = judged(judges, one, reference(course, one))
        second = judged(judges, one, one.stub)
        third = judged(judges, one, reference(course, one))

    assert [passed(raw) for raw in (first, second, third)] == [len(one.checks), 0, len(one.checks)]


def test_a_report_from_before_is_nobodys(course: Path) -> None:
    one, _ = load(course)
    job = Job(submission=".", parts=(part(one, one.stub),), seed=0)
    with place() as folder:
        (folder / f"{one.slug}.json").write_text('{"duration": 1.0}')

        raw = judged_by(job, folder, lambda _job, _folder: "the judge gave no answer")[one.slug]

    assert raw.report is None


def test_a_judge_that_is_killed_is_replaced_for_the_next_exercise(course: Path, tmp_path: Path) -> None:
    one, other = load(course)
    file = tmp_path / one.stub.name
    file.write_text(KILLER)

    with sitting(1) as judges:
        killed = judged(judges, one, file)
        raw = judged(judges, other, reference(course, other))

    assert killed.report is None
    assert "status -9" in killed.reason
    assert passed(raw) == len(other.checks)


def test_nothing_is_left_of_a_sitting(course: Path) -> None:
    one, _ = load(course)
    with sitting(2) as judges:
        judged(judges, one, reference(course, one))
        benches = [seat.bench for seat in judges._seats]
        folders = [seat.folder for seat in judges._seats]

    assert not any(bench.alive for bench in benches)
    assert not any(folder.exists() for folder in folders)
