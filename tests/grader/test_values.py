"""Plain data on its way from the stage to the judge."""

import json
import math
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.values import DEPTH, Foreign, ViolationError, decoded, message, same, shown
from grader.stage.plain import DIGITS, TEXT, plain

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters())  # lone surrogates too: a student may return them
)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text().filter(lambda key: key != "$"), inner, max_size=4)
    ),
    max_leaves=20,
)


def travelled(value: object) -> Any:
    """Return what the judge sees of a value of the stage."""
    return decoded(message(json.dumps({"value": plain(value)}, allow_nan=False).encode())["value"])


@given(PLAIN)
def test_plain_data_arrives_as_it_is(value: object) -> None:
    assert same(travelled(value), value)


@pytest.mark.parametrize("value", [10 ** (DIGITS - 1), -(10 ** (DIGITS - 1)), 2**64, -0.0, 5e-324, 1.7e308])
def test_large_and_small_numbers_arrive_as_they_are(value: float) -> None:
    assert repr(travelled(value)) == repr(value)


class Liar(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class Rude:
    def __repr__(self) -> str:
        raise RuntimeError("no")


class Name(str):
    __slots__ = ()


class Many(list[int]):
    pass


FOREIGN = [
    math.nan,
    math.inf,
    -math.inf,
    b"bytes",
    Liar(3),
    Name("x"),
    Many([1]),
    OrderedDict(a=1),
    Rude(),
    {1: 2},
    {Name("a"): 1},
    {"$": "int"},
    10**DIGITS,
    10**5000,
    {1, 2},
    object(),
    1j,
    ...,
    NotImplementedError("x"),
]


@pytest.mark.parametrize("value", FOREIGN, ids=[str(number) for number in range(len(FOREIGN))])
def test_everything_else_arrives_as_foreign_and_equals_nothing(value: object) -> None:
    seen = travelled(value)

    assert isinstance(seen, Foreign)
    assert seen != seen  # noqa: PLR0124  (that is the point)
    assert not same(seen, seen)
    assert not same([seen], [seen])


class Pair(NamedTuple):
    left: int
    right: object

    def __iter__(self) -> Iterator[int]:
        return iter((0, 0))


def test_a_named_tuple_is_the_tuple_of_what_it_holds() -> None:
    assert same(travelled([Pair(1, Pair(2, None))]), [(1, (2, None))])


def test_only_what_is_foreign_is_lost_from_a_container() -> None:
    seen = travelled([1, {"a": math.nan}, (True, None)])

    assert same(seen[0], 1)
    assert isinstance(seen[1]["a"], Foreign)
    assert same(seen[2], [True, None])


def test_a_foreign_object_has_no_address_and_little_text() -> None:
    assert travelled(object()).text == "<object object>"
    assert travelled(Rude()).text == "<Rude>"
    assert len(travelled(b"x" * 10_000).text) == TEXT


def test_what_is_nested_too_deeply_is_cut_by_the_stage_and_refused_by_the_judge() -> None:
    deep: list[Any] = []
    for _ in range(200):
        deep = [deep]

    assert isinstance(innermost(travelled(deep)), Foreign)
    assert decoded(nested(DEPTH - 1)) == nested(DEPTH - 1)
    with pytest.raises(ViolationError):
        decoded(nested(DEPTH + 1))


def test_a_list_that_holds_itself_ends() -> None:
    loop: list[Any] = []
    loop.append(loop)

    assert isinstance(innermost(travelled(loop)), Foreign)


def nested(depth: int) -> Any:
    return json.loads("[" * depth + "]" * depth)


def innermost(value: Any) -> Any:
    while isinstance(value, list) and value:
        value = value[0]
    return value


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[1]",
        b"null",
        b'"x"',
        b"{",
        b"{} {}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": -1e999}',
        b'{"a": 1, "a": 2}',
        b'{"b": {"a": 1, "a": 2}}',
        b"\xff",
        b'{"a": "\xff"}',
        b'{"a": ' + b"[" * 100_000,
        b'{"a": ' + b"1" * 10_000 + b"}",
    ],
    ids=lambda line: line[:16].decode(errors="replace"),
)
def test_a_malformed_message_is_a_violation(line: bytes) -> None:
    with pytest.raises(ViolationError):
        message(line)


@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,0123456789eE.-aN\\u ', max_size=60).map(str.encode))
def test_no_bytes_do_anything_but_raise_a_violation(data: bytes) -> None:
    try:
        found = message(data)
    except ViolationError:
        return
    assert type(found) is dict


@given(PLAIN)
def test_every_value_is_the_same_as_itself(value: object) -> None:
    assert same(json.loads(json.dumps(value)), value)


@given(PLAIN, PLAIN)
def test_what_is_the_same_is_written_the_same(one: object, other: object) -> None:
    seen = travelled(one)

    assert same(seen, other) == (repr(seen).replace("-0.0", "0.0") == repr(travelled(other)).replace("-0.0", "0.0"))


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (True, 1),
        (1, True),
        (1, 1.0),
        (0.0, 0),
        ("1", 1),
        ([1], [1, 2]),
        ([1, 2], [1]),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": 1, "b": 2}, {"a": 1}),
        ({}, []),
        (None, 0),
        (None, False),
        ([0], [False]),
        ([[1]], [[True]]),
        ("", None),
        (Foreign("int", "3"), 3),
        (3, Foreign("int", "3")),
    ],
)
def test_what_only_looks_alike_is_not_the_same(seen: object, wanted: object) -> None:
    assert not same(seen, wanted)


def test_a_tuple_is_wanted_where_a_list_arrives() -> None:
    assert same([1, [2]], (1, (2,)))
    assert same({"a": [1]}, {"a": (1,)})


def test_the_order_of_keys_does_not_matter() -> None:
    assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})


def test_foreign_values_are_shown_as_their_text() -> None:
    seen = shown([Foreign("Point", "Point(1)"), {"a": (1, None)}])

    assert seen == [{"type": "Point", "text": "Point(1)"}, {"a": [1, None]}]
