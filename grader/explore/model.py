"""What goes into an exploration and what comes out of it: plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Literal

Awaited = Literal["lock", "end", "change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One module of the program, executed afresh in every execution.

    `decorate` names module-level functions and, as "module:decorator", what decorates each of them where
    it is defined. With `shown=False` stories give no text of its lines. A `confined` source is a stranger's: it may not
    look behind the program (see `border`), except at what is in `allowed`.
    """

    name: str
    filename: str
    text: str
    decorate: Mapping[str, str] = field(default_factory=dict, hash=False)
    shown: bool = True
    confined: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Sources, executed in order in the main thread, then `call(modules)`.

    The value is `observe` of a copy of what that returns: lists, tuples, dicts and sets are copied by reads that
    threads still alive may race with, so that `observe` sees what the program's own code could have seen.
    """

    sources: tuple[Source, ...]
    call: Callable[[Mapping[str, ModuleType]], object]
    observe: Callable[[object], object] = lambda value: value


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much an exploration may cost; without `seconds` the same on every machine.

    `steps` limits each execution, `total` all of them together.
    """

    executions: int = 3000
    steps: int = 20_000
    total: int = 1_000_000
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An exception: its innermost line in a shown source, and the name that a source turned out to lack."""

    type: str
    message: str
    thread: str
    file: str
    line: int | None
    missing: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thread of a deadlock: what it waits for at which line, who has that, and what it holds itself.

    `awaits` says what `wants` names: a lock (or something made of locks), a thread whose end is awaited, or
    nothing, where it is a change of some variable.
    """

    thread: str
    line: int | None
    awaits: Awaited
    wants: str | None
    held_by: str | None
    holds: tuple[str, ...]
    cycle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a story: `action` is read, write, acquire, release, start, join, end, a method's name, ..."""

    thread: str
    file: str
    line: int | None
    source: str
    action: str
    name: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way for the program to end, and the shortest schedule found that leads there.

    `kind` is returned, raised, deadlock, limit, unseen, forbidden or nondeterministic; `executions` counts how many
    ended like this and `first` is the index (from 0) of the first of them.
    """

    kind: str
    value: object
    error: Failure | None
    uncaught: tuple[Failure, ...]
    waits: tuple[Wait, ...]
    left: tuple[str, ...]
    executions: int
    first: int
    schedule: str
    story: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every outcome seen. `complete` means: every interleaving that differs was visited.

    `search` says which searches ran and how they ended; outcomes beyond the twenty that are kept are
    counted there. `executions` counts all runs of the program, `seconds` the time they took.
    """

    outcomes: tuple[Outcome, ...]
    executions: int
    complete: bool
    search: str
    seconds: float
