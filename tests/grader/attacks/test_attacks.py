"""Hostile submissions gain nothing and break nothing: each is graded like any other, and leaves the world as it was."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.sandbox.levels import trouble
from tests.grader.attacks.attack import HERE, Attack, attacks, read
from tests.grader.attacks.ground import LEVEL, Ground, prepared

pytestmark = pytest.mark.skipif(bool(trouble(LEVEL)), reason=f"no sandbox of level {LEVEL} here: {trouble(LEVEL)}")

CASES = [
    pytest.param(
        one,
        id=one.name,
        marks=[pytest.mark.xfail(reason=one.succeeds, strict=True)] if one.succeeds else [],
    )
    for one in attacks()
    if not one.rare
]


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """Give a ground that a sandbox could reach if it were not one: no folder above it is closed."""
    folder = Path(tempfile.mkdtemp(prefix="threadlings-attacks-"))
    try:
        with prepared(folder) as made:
            made.honest("20_process_child")  # the bench is warm
            yield made
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("attack", CASES)
def test_an_attack_gains_nothing_and_breaks_nothing(ground: Ground, attack: Attack) -> None:
    found = ground.meet(attack)

    assert found.wrongs == ()
    assert not found.score.ungraded, found.score.outcomes
    assert (found.score.points, found.codes - attack.codes) == (attack.points, set()), found.score.outcomes


def test_the_suite_would_notice_points_that_nobody_deserves(ground: Ground) -> None:
    attack = replace(read(HERE / "early" / "exit_at_import.py"), file=honest(ground), points=0)

    found = ground.meet(attack)

    assert found.score.points > attack.points


def test_the_suite_would_notice_a_secret_that_is_told(ground: Ground) -> None:
    ground.canaries[Path("nowhere")] = "ends the whole process"

    found = ground.meet(read(HERE / "early" / "exit_at_import.py"))

    del ground.canaries[Path("nowhere")]
    assert "the report terminal en tells a secret" in found.wrongs
    assert "nowhere was changed" in found.wrongs


def honest(ground: Ground) -> Path:
    """Return the reference that an attack is not."""
    exercise = ground.exercises["20_process_child"]
    return ground.folder / "course" / "solutions" / exercise.slug / f"{exercise.module}.py"
