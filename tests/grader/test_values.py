"""Plain data on its way from the stage to the judge."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.values import DEPTH, Foreign, ViolationError, decoded, message, same, shown
from grader.stage.plain import plain

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text().filter(lambda key: key != "$"), inner, max_size=4)
    ),
    max_leaves=20,
)


def travelled(value: object) -> Any:
    """Return what the judge sees of a value of the stage."""
    return decoded(message(json.dumps({"value": plain(value)}).encode())["value"])


@given(PLAIN)
def test_plain_data_arrives_as_it_is(value: object) -> None:
    assert same(travelled(value), value)


class Liar(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class Rude:
    def __repr__(self) -> str:
        raise RuntimeError("no")


FOREIGN = [math.nan, math.inf, b"bytes", Liar(3), Rude(), {1: 2}, {"$": 1}, 10**5000, {1, 2}, object()]


@pytest.mark.parametrize("value", FOREIGN, ids=[str(number) for number in range(len(FOREIGN))])
def test_everything_else_arrives_as_foreign_and_equals_nothing(value: object) -> None:
    seen = travelled(value)

    assert isinstance(seen, Foreign)
    assert seen != seen  # noqa: PLR0124  (that is the point)
    assert not same(seen, seen)


def test_a_foreign_object_has_no_address_in_its_text() -> None:
    assert travelled(object()).text == "<object object>"


def test_what_is_nested_too_deeply_is_cut_by_the_stage_and_refused_by_the_judge() -> None:
    deep: list[Any] = []
    for _ in range(200):
        deep = [deep]

    assert "Foreign" in repr(type(innermost(travelled(deep))))
    with pytest.raises(ViolationError):
        decoded(json.loads("[" * (DEPTH + 1) + "]" * (DEPTH + 1)))


def innermost(value: Any) -> Any:
    while isinstance(value, list) and value:
        value = value[0]
    return value


@pytest.mark.parametrize(
    "line", [b"", b"[1]", b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"\xff", b'{"a": ' + b"[" * 100_000, b"1" * 10_000]
)
def test_a_malformed_message_is_a_violation(line: bytes) -> None:
    with pytest.raises(ViolationError):
        message(line)


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_raise_a_violation(data: bytes) -> None:
    try:
        found = message(data)
    except ViolationError:
        return
    assert type(found) is dict


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [(True, 1), (1, 1.0), ("1", 1), ([1], [1, 2]), ({"a": 1}, {"a": True}), (None, 0), ([0], [False])],
)
def test_near_types_are_not_the_same(seen: object, wanted: object) -> None:
    assert not same(seen, wanted)


def test_a_tuple_is_wanted_where_a_list_arrives() -> None:
    assert same([1, [2]], (1, (2,)))


def test_foreign_values_are_shown_as_their_text() -> None:
    assert shown([Foreign("Point", "Point(1)")]) == [{"type": "Point", "text": "Point(1)"}]
