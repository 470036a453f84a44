"""`grade release DIR`: write the student's kit."""

import argparse
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from grader.commands.arguments import course, language


def run(words: Sequence[str]) -> int:
    """Write the student's kit and say what is in it."""
    asked = parser().parse_args(words)
    from grader import release  # noqa: PLC0415  (--help answers at once)

    grader = asked.grader or f"threadlings=={version('threadlings')}"
    exercises = release.release(course(asked.course, Path()), asked.dir, grader)
    checks = [check for exercise in exercises for check in exercise.checks]
    visible = sum(check.points for check in checks if check.visible)
    facts = len(exercises), visible, sum(check.points for check in checks), grader
    print(f"{asked.dir}: {SAYS[asked.lang].format(*facts)}")
    return 0


SAYS = {
    "en": "{} exercises, {} of {} points visible; its workflows install {}",
    "zh": "{} 个练习，{} / {} 分可见；工作流会安装 {}",
}


def parser() -> argparse.ArgumentParser:
    """Describe `grade release DIR`."""
    parser = argparse.ArgumentParser(
        prog="grade release",
        description="Write the student's kit: stubs, READMEs, the visible checks, workflows for pull requests.  "
        "Nothing of solutions or hidden checks is in it.",
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="a folder that is new or empty")
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument(
        "--grader", metavar="SPEC", help="what the kit's workflows give to pip [threadlings==the version you run]"
    )
    language(parser)
    return parser
