"""The judge's reader against whatever a stage may say: no input breaks it, and none earns anything."""

import json
import os
import random
import signal
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge.exchange import Exchange
from grader.judge.finding import Finding
from grader.judge.shapes import EXPLORED, LIVE, demand, received
from grader.judge.stage import read
from grader.judge.values import ViolationError, message
from grader.sandbox import nursery
from grader.sandbox.limits import Limits
from tests.bench.killed import FINE, WHOM, killed
from tests.grader.conftest import LEVELS, Staged

ID = "0" * 32
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["$", "kind", "value"]), inner),
    max_leaves=15,
)
OUTCOME: dict[str, Any] = {
    "kind": "returned", "value": 1, "error": None, "uncaught": [], "waits": [], "left": [],
    "executions": 1, "first": 0, "schedule": "", "story": [],
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "id": ID,
    "table": {"outcomes": [OUTCOME], "executions": 1, "complete": True, "search": "dpor: complete", "seconds": 0.1},
    "controls": [],
}


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_line_is_a_message_or_a_violation(line: bytes) -> None:
    try:
        said = message(line)
    except ViolationError:
        return
    assert type(said) is dict


def test_flipped_bytes_give_a_message_or_a_violation() -> None:
    good, dice = json.dumps(ANSWER).encode(), random.Random(0)
    for _ in range(2000):
        data = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            demand(message(bytes(data)), EXPLORED)
        except (ViolationError, Finding):
            continue


@pytest.mark.parametrize(
    "line",
    [
        b"", b"null", b"[]", b'"hello"', b'{"id": NaN}', b'{"id": Infinity}', b'{"id": 1e999}', b'{"id": 1, "id": 2}',
        b"{" * 100_000, b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b'{"n": ' + b"9" * 5000 + b"}", b'{"a": 1} {}',
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_message_is_a_violation(line: bytes) -> None:
    with pytest.raises(ViolationError):
        message(line)


@given(st.data())
@settings(max_examples=300)
def test_an_answer_with_one_part_exchanged_is_no_answer_or_still_one(data: st.DataObject) -> None:
    answer = json.loads(json.dumps(ANSWER))
    place: Any = answer
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JSON)

    try:
        demand(answer, EXPLORED)
        if "table" in answer:
            read(answer["table"]).must(lambda seen: seen["balance"] == 0)
    except Finding:
        return
    raise AssertionError("nothing that was exchanged satisfies this")


def test_an_exploration_without_an_outcome_proves_nothing() -> None:
    with pytest.raises(Finding, match="P601"):
        read({**ANSWER["table"], "outcomes": []})


@given(JSON)
def test_a_live_value_is_received_or_a_violation(value: Any) -> None:
    demand({"id": ID, "value": value}, LIVE)
    with suppress(Finding):
        received(value)


ASK = "def ask(student): return student.main()"
SPEAK = """
import os, socket, json
def line():
    for fd in range(3, 64):
        try:
            one = socket.socket(fileno=fd)
        except OSError:
            continue
        if one.type == socket.SOCK_STREAM and one.family == socket.AF_UNIX:
            return one
        one.detach()
"""


@pytest.mark.parametrize(
    "said",
    [
        r"b'\n'",
        r"""b'{"hello": {}}\n'""",
        r"""b'{"id": "0", "value": 42}\n'""",
        "b'x' * 3_000_000",
        r"b'[' * 100_000 + b'\n'",
        r"""b'{"value": 42, "value": 42}\n'""",
    ],
)
def test_whoever_speaks_for_the_stage_is_caught(staged: Staged, said: str) -> None:
    stage = staged(SPEAK + f"def main():\n    line().sendall({said})\n    return 42\n", ASK)

    with pytest.raises(Finding) as found:
        stage.run("ask").must(lambda seen: seen == 42)

    assert found.value.code == "P601"


@pytest.mark.parametrize("whom", WHOM)
@pytest.mark.parametrize("level", LEVELS)
def test_whoever_is_killed_at_any_moment_is_no_error_of_the_judges(level: str, whom: str) -> None:
    """A few of the moments that `python -m tests.bench.killed` tries; a new sandbox costs more than a stage."""
    nursery.close()

    told = killed(level, whom, 20 if whom in ("live", "explore") else 3, random.Random(0))

    assert told.keys() <= FINE
    assert killed(level, whom, 1, None).keys() == {"answered"}
    nursery.close()


def test_a_stage_that_ends_while_it_greets_is_our_fault_not_the_students() -> None:
    exchange = Exchange(Limits(wall=10, cpu=5), level="L0", op="live", files={})
    os.kill(exchange.stage.pid, signal.SIGKILL)

    with pytest.raises(Finding, match="C402"):
        exchange.wait()
    exchange.close()
