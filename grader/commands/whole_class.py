"""`grade CLASS`: grade a class folder, going on where the last run has ended; or check what is known of it again."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from grader import classroom, grade, roster, score, store
from grader.commands import progress
from grader.commands.arguments import write
from grader.model import Exercise
from grader.report import json, roll, safe


def run(plan: grade.Plan, exercises: Sequence[Exercise], asked: argparse.Namespace, out: Path | None) -> int:
    """Grade the class in `plan.path` and report it; return the exit code."""
    file = asked.store or store.beside(plan.path)
    if asked.recheck is not None:
        return recheck(plan, exercises, file, asked)
    choice = classroom.Choice(
        file=file, now=datetime.now(UTC), seed=asked.seed, unsandboxed=asked.allow_unsandboxed, each=asked.each
    )
    total = len(roster.call(plan.path, exercises).names)
    with progress.shown(total, quiet=asked.quiet) as tell:
        book = classroom.run(plan, exercises, choice, tell)
    write(json.chunks(book) if asked.format == "json" else roll.lines(book, asked.lang), out)
    code = score.exit_code(one for result in book.results for one in result.scores)
    return 0 if asked.exit_zero and code == 1 else code


def recheck(plan: grade.Plan, exercises: Sequence[Exercise], file: Path, asked: argparse.Namespace) -> int:
    """Grade a part of the results again; return 1 if a verdict has changed."""
    store.read(file)  # which says so if there is none
    count = 0
    changed = 0

    def tell(*_: object) -> None:
        nonlocal count
        count += 1

    for change in classroom.recheck(plan, exercises, file, asked.recheck, tell):
        changed += 1
        name = safe.one_line(change.submission)
        print(f"{name}: {change.check} was {change.before}, is {change.after} with seed {plan.seed}")
    print(f"{count} submissions graded again with seed {plan.seed}, {changed} verdicts changed")
    return 1 if changed else 0
