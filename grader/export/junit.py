"""JUnit XML in pytest's xunit2 form: what a student missed is a failure, a fault of ours is an error."""

from xml.etree import ElementTree as ET

from grader.export.told import told
from grader.model import Check, Language, Outcome, Result, Score, Scorebook
from grader.report.safe import clean


def render(book: Scorebook, lang: Language) -> str:
    """Return one test suite for each exercise of each submission."""
    root = ET.Element("testsuites", name="threadlings")
    for result in book.results:
        for score in result.scores:
            root.append(suite(result, score, lang))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def suite(result: Result, score: Score, lang: Language) -> ET.Element:
    """Return the checks of one exercise."""
    name = score.exercise.slug if result.id == "." else f"{clean(result.id)}/{score.exercise.slug}"
    faults = sum(outcome.verdict == "fault" for outcome in score.outcomes)
    failed = sum(outcome.code is not None for outcome in score.outcomes) - faults
    counts = {
        "tests": len(score.outcomes),
        "failures": failed,
        "errors": faults,
        "skipped": 0,
        "time": f"{score.seconds:.3f}",
    }
    made = ET.Element("testsuite", {"name": name} | {key: str(value) for key, value in counts.items()})
    for check, outcome in zip(score.exercise.checks, score.outcomes, strict=True):
        made.append(case(name, score, check, outcome, lang))
    return made


def case(suite: str, score: Score, check: Check, outcome: Outcome, lang: Language) -> ET.Element:
    """Return one check; its points are properties, as pytest's record_property writes them."""
    made = ET.Element("testcase", classname=suite, name=check.name, time=f"{outcome.seconds:.3f}")
    about = ET.SubElement(made, "properties")
    points = 0 if outcome.code else check.points
    for key, value in (("points", points), ("max_points", check.points), ("title", clean(check.title.within(lang)))):
        ET.SubElement(about, "property", name=key, value=str(value))
    if outcome.code:
        word = "error" if outcome.verdict == "fault" else "failure"
        text = told(score.exercise, check, outcome, lang)
        ET.SubElement(made, word, type=outcome.code, message=text.partition("\n")[0]).text = text
    return made
