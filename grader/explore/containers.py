"""What the methods of the built-in containers, and the functions that take them, look at and change.

A key stands for one item, `ALL` for everything: the length, the order, every item. Only keys of plain types
keep their own; any other key counts as everything, because comparing it would run the program's code.
"""

import bisect
import heapq
import io
import itertools
import random
from array import array
from collections import Counter, OrderedDict, UserDict, UserList, defaultdict, deque
from collections.abc import Callable, Iterator
from itertools import (
    accumulate,
    chain,
    cycle,
    dropwhile,
    filterfalse,
    islice,
    pairwise,
    starmap,
    takewhile,
    tee,
    zip_longest,
)  # fmt: skip
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, WeakValueDictionary

from grader.explore.operation import ALL, INSERT, READ, WRITE, Kind

PLAIN = (str, int, float, bool, bytes, type(None))
CONTAINERS = (
    list, dict, set, deque, bytearray, array, UserList, UserDict, WeakSet, WeakKeyDictionary, WeakValueDictionary,
)  # fmt: skip
Access = tuple[Kind, bool]  # what it does, and whether only to the item that its first argument names

batched = getattr(itertools, "batched", pairwise)  # since 3.12
LOOK: Access = (READ, False)
CHANGE: Access = (WRITE, False)


def table(look: str = "", change: str = "", one: str = "", put: str = "") -> dict[str, Access]:
    """Return the accesses of methods given as words: `one` looks at one item, `put` changes one."""
    groups = ((look, LOOK), (change, CHANGE), (one, (READ, True)), (put, (INSERT, True)))
    return dict(chain.from_iterable(((name, access) for name in words.split()) for words, access in groups))


LIST = table(
    "copy count index __len__ __iter__ __contains__ __eq__", "append extend insert pop remove clear sort reverse"
)
DICT = table(
    "copy items values keys __len__ __iter__ __eq__", "clear popitem update", "get __contains__", "setdefault pop"
)
METHODS: dict[type, dict[str, Access]] = {
    list: LIST,
    bytearray: LIST | table("decode hex find rfind split splitlines startswith endswith join strip replace"),
    array: LIST | table("tolist tobytes buffer_info", "frombytes fromlist byteswap"),
    UserList: LIST,
    deque: LIST | table(change="appendleft extendleft popleft rotate"),
    Counter: DICT | table("most_common elements total", "subtract"),
    OrderedDict: DICT | table(change="move_to_end"),
    defaultdict: DICT,
    dict: DICT,
    UserDict: DICT,
    WeakKeyDictionary: DICT | table("keyrefs"),
    WeakValueDictionary: DICT | table("valuerefs"),
    set: table(
        "copy union intersection difference issubset issuperset isdisjoint symmetric_difference __len__ __iter__",
        "pop clear update difference_update intersection_update symmetric_difference_update",
        "__contains__",
        "add discard remove",
    ),
    WeakSet: table(
        "copy union intersection difference __len__ __iter__ __contains__", "pop clear update add discard remove"
    ),
    io.StringIO: table("getvalue tell", "write writelines truncate seek read readline readlines"),
    io.BytesIO: table("getvalue getbuffer tell", "write writelines truncate seek read readline readlines"),
}
READERS = frozenset(
    {
        len, sorted, sum, list, tuple, set, frozenset, dict, max, min, any, all, str, repr, hash, bytes, bytearray,
        deque, Counter, OrderedDict, defaultdict, reversed, memoryview, array, bool, format,
    }
)  # fmt: skip
COMPARERS = frozenset({sorted, sum, max, min, any, all, str, repr, format})
"""Of those who look at a container, who also looks at what the containers in it hold."""

STEPPERS = frozenset(
    {
        enumerate, zip, map, filter, iter, accumulate, batched, chain, cycle, dropwhile,
        filterfalse, islice, pairwise, starmap, takewhile, tee, zip_longest,
    }
)  # fmt: skip
LOOKING = frozenset(
    {
        "_bisect", "_functools", "_heapq", "_operator", "_struct", "array", "bisect", "concurrent.futures._base",
        "copy", "dataclasses", "functools", "grader.explore.guards", "grader.explore.surroundings", "heapq",
        "itertools", "json", "math", "operator", "pprint", "reprlib", "statistics", "struct", "textwrap",
    }
)  # fmt: skip
"""The modules whose functions look through what they are given."""

MAKERS = frozenset({"dataclass", "make_dataclass", "wraps", "update_wrapper", "total_ordering", "lru_cache", "cache"})
"""What is in them all the same and makes functions and classes; it may ask who has called it."""

TEXTS = frozenset({"join", "format", "format_map"})
"""The methods of texts that do so."""

STORES = frozenset({"append", "appendleft", "insert", "add", "setdefault", "get", "pop"})
"""The methods of containers that do not look into what they are given."""

SEEKERS = frozenset({"count", "index", "remove", "sort", "__contains__", "__eq__"})
"""The methods of containers that compare what they hold."""
CHANGERS: frozenset[Callable[..., Any]] = frozenset(
    {
        heapq.heappush, heapq.heappop, heapq.heapify, heapq.heapreplace, heapq.heappushpop, bisect.insort,
        bisect.insort_left, bisect.insort_right, random.shuffle,
    }
)  # fmt: skip
ATTRIBUTES = {getattr: READ, hasattr: READ, setattr: WRITE, delattr: WRITE}
IMMUTABLE = frozenset({int, str, float, bool, bytes, tuple, type(None), range, complex, frozenset, slice})
ATOMS = IMMUTABLE - {tuple, frozenset}
"""The types of objects that hold nothing which could change."""

BARE = IMMUTABLE | {list, dict, set, deque, bytearray, defaultdict, super}
"""The types of objects that have no attributes of their own."""


def base_of(kind: type) -> type | None:
    """Return the built-in container that `kind` is or extends."""
    return next((base for base in kind.__mro__ if base in METHODS), None)


def access(thing: object, method: str) -> Access | None:
    """Return what calling `thing.method` does, if `thing` is a container whose own method that is."""
    kind = type(thing)
    if kind in METHODS:
        return METHODS[kind].get(method)
    base = base_of(kind)
    if base is None or method not in METHODS[base]:
        return None
    return METHODS[base][method] if getattr(kind, method) == getattr(base, method) else None


def key_of(container: object, key: object) -> object:
    """Return the key by which an item is known."""
    if type(key) not in PLAIN and not isinstance(key, PLAIN):
        return ("object", id(key)) if type(key).__eq__ is object.__eq__ and isinstance(container, dict) else ALL
    if isinstance(container, (list, deque, bytearray)) and (not isinstance(key, int) or key < 0):
        return ALL
    return key


def stepping(thing: Any) -> bool:
    """Return whether going through `thing` can meet what other threads do to it."""
    return isinstance(thing, (*CONTAINERS, Iterator, *VIEWS))


VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))


def looks(called: Any) -> bool:
    """Return whether a function of the library looks through what it is given."""
    return getattr(called, "__module__", None) in LOOKING and getattr(called, "__name__", "") not in MAKERS
