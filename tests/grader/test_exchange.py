"""The judge's reader against every stream there is: it always ends, keeps little, and nothing earns what it must not."""

import json
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge import exchange
from grader.judge.controls import Controls
from grader.judge.finding import FaultError, Finding
from grader.judge.shapes import EXPLORED, LIVE, demand, received
from grader.judge.stage import read
from tests.grader.scripted import HELLO, ID, Script, altered, cut, heard, mutated

SECRET = "what only a right program gives"
OUTCOME: dict[str, Any] = {
    "kind": "returned", "value": {"balance": [1, 2.5, "x", None]}, "error": None, "uncaught": [], "waits": [], "left": [],
    "executions": 1, "first": 0, "schedule": "2", "story": [
        {"thread": "A", "file": "student.py", "line": 3, "source": "x = 1", "action": "write", "name": "x", "value": "1"},
    ],
}  # fmt: skip
RAISED = {
    **OUTCOME, "kind": "raised",
    "error": {"type": "E", "message": "m", "thread": "A", "file": "student.py", "line": 3, "missing": None},
}  # fmt: skip
STUCK = {
    **OUTCOME, "kind": "deadlock", "waits": [
        {"thread": "A", "line": 3, "awaits": "lock", "wants": "l", "held_by": "B", "holds": ["m"], "cycle": True},
    ],
}  # fmt: skip
TABLE = {"outcomes": [OUTCOME, RAISED, STUCK], "executions": 3, "complete": True, "search": "dpor", "seconds": 0.1}
ANSWERS: tuple[dict[str, Any], ...] = (
    {"id": ID, "value": {"balance": [1, 2.5, "x", None]}},
    {"id": ID, "error": {"kind": "exception", "type": "E", "message": "m", "line": 3, "missing": None}},
    {
        "id": ID,
        "table": TABLE,
        "controls": [{"values": [1, 2, 3], "complete": True}, {"values": [3], "complete": True}],
    },
    {"id": ID, "table": {**TABLE, "outcomes": [OUTCOME]}, "controls": []},
)
STREAMS = tuple(HELLO + json.dumps(answer).encode() + b"\n" for answer in ANSWERS)


def judged(script: Script) -> str:
    """Return what a hidden test makes of a script, as a code; `passed` would be a point that nobody has earned.

    Everything that the judge does with an answer is done; only a value that no stream here holds would satisfy it.
    """
    answer = heard(script)
    if isinstance(answer, FaultError | Finding):
        return answer.code
    try:
        if "value" in answer:
            demand(answer, LIVE)
            return "passed" if received(answer["value"]) == SECRET else "W101"
        demand(answer, EXPLORED)
        if "error" in answer:
            return "C401"
        read(answer["table"]).must(lambda seen: seen["balance"] == SECRET)
        Controls().hold(answer["controls"])
    except Finding as found:
        json.dumps(found.evidence)
        return found.code
    return "passed"


def fuzz(rounds: int, seed: int) -> Counter[str]:
    """Return how often each code came of so many scripts, which `seed` alone decides."""
    dice, codes = random.Random(seed), Counter[str]()
    for _ in range(rounds):
        stream = hostile(dice)
        places = [dice.randrange(1 << 20) for _ in range(dice.choice((0, 1, 2, 9)))]
        codes[judged(Script(cut(stream, places), dice.choice((0, 1, -9, -24)), dice.random() < 0.5))] += 1
    return codes


def hostile(dice: random.Random) -> bytes:
    """Return a stream: noise, bytes of a good one changed, or a well-formed one that says something else."""
    answer = dice.choice(ANSWERS)
    good = HELLO + json.dumps(answer).encode() + b"\n"
    match dice.randrange(20):
        case 0:
            return dice.randbytes(dice.randrange(200))
        case n if n < 10:
            return mutated(good, dice)
        case _:
            return HELLO + json.dumps(altered(answer, dice)).encode() + b"\n"


def test_no_mutated_stream_breaks_the_judge_or_earns_a_point() -> None:
    codes = fuzz(1500, seed=0)

    assert codes.keys() <= {"P601", "P602", "W101", "R104", "C401", "C402", "C403", "T502", "D202", "G901"}
    assert codes["P601"] > 100
    assert codes["W101"] > 50  # some get through: it is not the first guard alone that is tried


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=4), st.sampled_from((0, 3, -9)), st.booleans())
def test_any_bytes_after_the_hello_are_a_finding(said: bytes, places: list[int], status: int, hangs_up: Any) -> None:
    assert isinstance(heard(Script((HELLO, *cut(said, places)), status, hangs_up)), Finding)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=4))
def test_any_bytes_instead_of_a_hello_are_a_fault_of_ours(said: bytes, places: list[int]) -> None:
    found = heard(Script(cut(said, places)))

    assert isinstance(found, FaultError)
    assert found.code == "G901"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(STREAMS))), st.lists(st.integers(0, 4000), max_size=12), st.booleans())
def test_wherever_a_stream_is_cut_the_answer_is_the_same(which: int, places: list[int], hangs_up: Any) -> None:
    assert heard(Script(cut(STREAMS[which], places), hangs_up=hangs_up)) == ANSWERS[which]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(STREAMS))), st.floats(0, 1, exclude_max=True), st.sampled_from((0, -9)))
def test_a_stream_that_ends_too_soon_is_no_answer(which: int, part: float, status: int) -> None:
    stream = STREAMS[which][: int(part * len(STREAMS[which]))]

    assert isinstance(heard(Script((stream,), status)), Finding | FaultError)


def test_every_byte_may_come_alone() -> None:
    assert heard(Script(tuple(bytes([byte]) for byte in STREAMS[0]))) == ANSWERS[0]


@pytest.mark.parametrize("endless", [b"x", b"[", b'{"a":', b" ", b"\x00", b'"', b"9"])
def test_a_message_without_an_end_is_given_up_before_it_fills_the_memory(endless: bytes) -> None:
    found = heard(Script((HELLO, endless * (exchange.LARGEST * 4 // len(endless)))))

    assert isinstance(found, Finding)
    assert (found.code, found.evidence) == ("P601", {"reason": "a message was too long"})


@pytest.mark.parametrize(
    "body",
    [b"[" * 400_000 + b"]" * 400_000, b"9" * 1_000_000, b"0." + b"1" * 1_000_000, b"[" + b"0," * 500_000 + b"0]"],
)
def test_the_largest_message_that_is_taken_is_read_or_refused(body: bytes) -> None:
    found = heard(Script((HELLO, b'{"id": "' + ID.encode() + b'", "value": ' + body + b"}\n")))

    assert isinstance(found, Finding | dict)


@pytest.mark.parametrize("said", ["{", "[1]", '{"id": 1}', '{"hello": 1, "hello": 2}'])
def test_what_a_stage_says_too_much_is_a_violation(said: str) -> None:
    answer = json.dumps(ANSWERS[0])

    for lines in ((said, answer), (answer, said)):
        assert judged(Script((HELLO + "".join(f"{line}\n" for line in lines).encode(),))) == "P601"
