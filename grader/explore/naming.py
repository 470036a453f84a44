"""Names for locks: the variables and attributes that hold them."""

from collections import deque
from collections.abc import Iterable, Mapping
from types import FrameType
from typing import Any

from grader.explore.locks import Lock, Waiter
from grader.explore.thread import Thread

DEPTH = 4
LEAVES = (str, int, float, bytes, type(None), type, Lock)
HOSTED = ("threading", "queue", "concurrent.futures._base", "concurrent.futures.thread", "grader.explore.rehost")


class Names:
    """What locks are called, as far as globals and the frames of waiting threads tell."""

    def __init__(
        self, spaces: Mapping[str, dict[str, Any]], frames: Iterable[FrameType | None], files: set[str]
    ) -> None:
        self.found: dict[int, str] = {}
        self.seen: set[int] = set()
        for space in spaces.values():
            self.look_through(space.items())
        for frame in frames:
            self.look_at_frames(frame, files)

    def of(self, thing: object) -> str:
        """Return the name of a lock, empty where none is known."""
        return self.found.get(id(thing), "")

    def told(self, thing: object) -> bool:
        """Return whether a held lock is worth telling: the library's unnamed ones are not."""
        return isinstance(thing, Lock) and not isinstance(thing, Waiter)

    def look_at_frames(self, frame: FrameType | None, files: set[str]) -> None:
        """Enter what the local variables of a thread hold."""
        while frame is not None:
            if frame.f_code.co_filename in files:
                self.look_through(frame.f_locals.items())
            frame = frame.f_back

    def look_through(self, items: Iterable[tuple[str, Any]]) -> None:
        """Enter the locks that these variables are or hold, the nearest first: of two names the shorter way counts."""
        near = deque((name, value, DEPTH) for name, value in list(items) if not name.startswith("__"))
        while near:
            name, thing, depth = near.popleft()
            if isinstance(thing, Lock) or type(thing).__module__ in HOSTED:
                self.found.setdefault(id(thing), name)
            if depth and id(thing) not in self.seen and not isinstance(thing, LEAVES):
                self.seen.add(id(thing))
                near.extend((part, value, depth - 1) for part, value in parts(name, thing))


def parts(name: str, thing: Any) -> list[tuple[str, Any]]:
    """Return what a thing consists of, with names; what is inside the library's objects has their name."""
    if isinstance(thing, (list, tuple)):
        return [(f"{name}[{index}]", value) for index, value in enumerate(thing)]
    if isinstance(thing, deque):
        return [(name, value) for value in thing]
    if isinstance(thing, dict):
        return [(f"{name}[{key!r}]", value) for key, value in thing.items() if isinstance(key, (str, int))]
    own = getattr(thing, "__dict__", None) if type(thing).__module__ != "builtins" else None
    if not isinstance(own, dict):
        return []
    if isinstance(thing, Thread):
        own = {key: value for key, value in own.items() if not key.startswith("_")}
    hosted = type(thing).__module__ in HOSTED
    return [(name if hosted else f"{name}.{key}", value) for key, value in list(own.items())]
