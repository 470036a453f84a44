"""What the methods of the built-in containers, and the functions that take them, look at and change.

A key stands for one item, `ALL` for everything: the length, the order, every item. Only keys of plain types
keep their own; any other key counts as everything, because comparing it would run the program's code.
"""

import bisect
import heapq
import io
import itertools
import operator
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
from types import BuiltinMethodType, MethodType, MethodWrapperType
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


LOOKS = "__len__ __iter__ __eq__ __ne__ __repr__ __str__ __reversed__ __sizeof__"
LIST = table(
    f"copy count index __contains__ __getitem__ __add__ __mul__ __rmul__ __lt__ __le__ __gt__ __ge__ {LOOKS}",
    "append extend insert pop remove clear sort reverse",
)
DICT = table(
    f"copy items values keys __or__ __ror__ {LOOKS}",
    "clear popitem update",
    "get __contains__ __getitem__",
    "setdefault pop __setitem__ __delitem__",
)
METHODS: dict[type, dict[str, Access]] = {
    list: LIST,
    bytearray: LIST | table("decode hex find rfind split splitlines startswith endswith join strip replace"),
    array: LIST | table("tolist tobytes buffer_info", "frombytes fromlist byteswap"),
    UserList: LIST,
    deque: LIST | table(change="appendleft extendleft popleft rotate"),
    Counter: DICT | table("most_common elements total", "subtract"),
    OrderedDict: DICT | table(change="move_to_end"),
    defaultdict: DICT | table(put="__getitem__"),
    dict: DICT,
    UserDict: DICT,
    WeakKeyDictionary: DICT | table("keyrefs"),
    WeakValueDictionary: DICT | table("valuerefs"),
    set: table(
        "copy union intersection difference issubset issuperset isdisjoint symmetric_difference __and__ __or__ "
        f"__sub__ __xor__ __rand__ __ror__ __rsub__ __rxor__ __lt__ __le__ __gt__ __ge__ {LOOKS}",
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
        deque, Counter, OrderedDict, defaultdict, reversed, memoryview, array, bool, format, int, float, complex,
    }
)  # fmt: skip
COMPARERS = frozenset({sorted, sum, max, min, any, all, str, repr, format})
"""Of those who look at a container, who also looks at what the containers in it hold."""

EMPTIERS = frozenset(
    {sorted, sum, list, tuple, set, frozenset, dict, max, min, any, all, bytes, bytearray, deque, Counter}
)
"""Of those who look at a container, who goes through an iterator at once; a generator is running meanwhile."""

STEPPERS = frozenset(
    {
        enumerate, zip, map, filter, iter, accumulate, batched, chain, cycle, dropwhile,
        filterfalse, islice, pairwise, starmap, takewhile, tee, zip_longest,
    }
)  # fmt: skip
LOOKING = frozenset(
    {
        "_bisect", "_functools", "_heapq", "_operator", "_struct", "array", "base64", "bisect",
        "concurrent.futures._base", "copy", "dataclasses", "fractions", "functools", "graphlib",
        "grader.explore.guards", "grader.explore.surroundings", "heapq", "itertools", "json", "math", "operator",
        "pprint", "reprlib", "statistics", "string", "struct", "textwrap",
    }
)  # fmt: skip
"""The modules whose functions look through what they are given."""

MAKERS = frozenset({"dataclass", "make_dataclass", "wraps", "update_wrapper", "total_ordering", "lru_cache", "cache"})
"""What is in them all the same and makes functions and classes; it may ask who has called it."""

TEXTS = frozenset({"join", "format", "format_map"})
"""The methods of texts that do so."""

STORES = frozenset({"append", "appendleft", "insert", "add", "setdefault", "get", "pop", "__getitem__", "__setitem__"})
"""The methods of containers that do not look into what they are given."""

MAKING = frozenset({"setdefault", "pop", "__getitem__", "__setitem__"})
"""The methods of dictionaries by which there may be one more key, or one less."""

SEEKERS = frozenset(
    {
        "count", "index", "remove", "sort", "__contains__", "__eq__", "__ge__", "__gt__", "__le__", "__lt__", "__ne__",
        "__repr__", "__str__",
    }
)  # fmt: skip
"""The methods of containers that compare what they hold."""
CHANGERS: frozenset[Callable[..., Any]] = frozenset(
    {
        heapq.heappush, heapq.heappop, heapq.heapify, heapq.heapreplace, heapq.heappushpop, bisect.insort,
        bisect.insort_left, bisect.insort_right, random.shuffle, operator.setitem, operator.delitem, operator.iadd,
        operator.iand, operator.iconcat, operator.imul, operator.ior, operator.isub, operator.ixor,
    }
)  # fmt: skip
ATTRIBUTES = {getattr: READ, hasattr: READ, setattr: WRITE, delattr: WRITE}
IMMUTABLE = frozenset({int, str, float, bool, bytes, tuple, type(None), range, complex, frozenset, slice})
ATOMS = IMMUTABLE - {tuple, frozenset}
"""The types of objects that hold nothing which could change."""

CALLED = frozenset({BuiltinMethodType, MethodType, MethodWrapperType})
"""The types of methods that are bound to an object."""

BARE = IMMUTABLE | {list, dict, set, deque, bytearray, defaultdict, super}
"""The types of objects that have no attributes of their own."""


def base_of(kind: type) -> type | None:
    """Return the built-in container that `kind` is or extends."""
    return kind if kind in METHODS else next((base for base in kind.__mro__ if base in METHODS), None)


def access(thing: object, name: str, value: object) -> Access | None:
    """Return what calling `thing.name`, a bound method, does, if `thing` is a container and that its own method.

    A method that nobody has thought of changes everything.
    """
    base = base_of(type(thing))
    if base is None:
        return None
    if type(value) is MethodType:
        own = value.__func__ is getattr(base, name, None)
    else:
        own = value.__self__ is thing and hasattr(base, name)  # type: ignore[attr-defined]
    return METHODS[base].get(name, CHANGE) if own else None


def key_of(container: object, key: object) -> object:
    """Return the key by which an item is known."""
    if type(key) not in PLAIN and not isinstance(key, PLAIN):
        return ("object", id(key)) if type(key).__eq__ is object.__eq__ and isinstance(container, dict) else ALL
    if isinstance(container, (list, deque, bytearray)) and (not isinstance(key, int) or key < 0):
        return ALL
    return key


def filling(kind: type[defaultdict[Any, Any]]) -> bool:
    """Return whether `[]` of a defaultdict's class does what it does in a defaultdict."""
    return kind.__getitem__ is dict.__getitem__ and kind.__missing__ is defaultdict.__missing__


def stepping(thing: Any) -> bool:
    """Return whether going through `thing` can meet what other threads do to it."""
    return issubclass(type(thing), (*CONTAINERS, Iterator, *VIEWS))


VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))


RECORDED = (dict, set, deque, UserDict, *VIEWS)
"""What an iterator remembers the size or the state of from when it is made."""


def looks(called: Any) -> bool:
    """Return whether a function of the library looks through what it is given."""
    return getattr(called, "__module__", None) in LOOKING and getattr(called, "__name__", "") not in MAKERS
