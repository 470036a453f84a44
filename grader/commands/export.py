"""`grade export FMT ...`: hand the course or its scores to another program."""

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module

FORMATS: Mapping[str, str] = {
    "nbgrader": "a source notebook for each exercise",
    "gradebook": "scores into nbgrader's gradebook",
    "autograder": "what one uploads to Gradescope, to grade there",
    "canvas": "a teacher's own export of Canvas's gradebook, with the scores in it",
}
"""Each is a module of `grader.commands.exports`, which reads its own words as a verb does."""

SCORES: Mapping[str, str] = {
    "csv": "a table for a spreadsheet",
    "junit": "JUnit XML (xunit2): Jenkins, GitLab, Artemis",
    "ctrf": "Common Test Report Format: dashboards",
    "gradescope": "results.json of one submission",
    "classroom": "the result that GitHub Classroom's reporter reads, of one submission",
}
"""Each is a rendering of a saved report."""


def run(words: Sequence[str]) -> int:
    """Hand the course or its scores to another program."""
    asked = parser().parse_args(words[:1])
    if asked.format in SCORES:
        from grader.commands.exports import scores  # noqa: PLC0415  (--help answers at once)

        return scores.run(asked.format, words[1:])
    return int(import_module(f"grader.commands.exports.{asked.format}").run(words[1:]))


def parser() -> argparse.ArgumentParser:
    """Describe `grade export FMT ...`."""
    parser = argparse.ArgumentParser(
        prog="grade export",
        usage="grade export [-h] FMT ...",
        description="Hand the course or its scores to another program.",
        epilog="\n".join(f"{name:<12}{about}" for name, about in {**FORMATS, **SCORES}.items())
        + "\n\n`grade export FMT --help` says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("format", choices=(*FORMATS, *SCORES), metavar="FMT", help="one of the formats below")
    return parser
