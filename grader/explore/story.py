"""The story of one execution: the steps that matter, with the thread, the line, and what was read or written.

Told are the accesses that another thread's accesses depend on, and synchronisation, by the call that the
program made: what the library does inside `queue.put` or `Barrier.wait` is one step. When an executor's workers begin
and end is not told: there is a thread for each task here, but for each worker in CPython.
"""

import sys
from dataclasses import dataclass
from functools import partial
from itertools import islice
from types import FrameType
from typing import Any

from grader.explore.addresses import ADDRESS
from grader.explore.grain_pool import Worker
from grader.explore.loader import Loader
from grader.explore.model import Source, Step
from grader.explore.naming import Names
from grader.explore.operation import BEGIN, INSERT, LAPSE, READ, WRITE, Operation, dependent
from grader.explore.run import Run

WORDS = {
    "insert": "write", "give": "release", "take": "acquire", "took": "acquire", "try": "acquire",
    "miss": "refused", "put now": "put", "try put": "put", "no put": "full", "get now": "get", "try get": "get",
    "no get": "empty", "done": "task_done", "__enter__": "acquire", "__exit__": "release", "await": "wait",
    "arrive": "wait", "turned away": "broken", "leave late": "leave", "abort again": "abort", "is done": "done",
    "is running": "running", "to run": "set_running_or_notify_cancel", "noted": "set_running_or_notify_cancel",
    "no cancel": "cancel", "counted": "wait",
}  # fmt: skip
FLAG = {"join": "wait", "write": "clear", "read": "is_set", "set": "set"}
"""What an event's own methods ask for, in its words: it is waited for as a thread is, and cleared as a variable is."""
LONGEST = 60
MOST = 150
"""How many steps are told: the first third and the end of a longer story."""
DATA = (READ, WRITE, INSERT)


@dataclass(slots=True)
class Note:
    """One event as it was seen when it happened."""

    event: Operation
    thread: str
    file: str
    line: int | None
    action: str
    name: str


class Teller:
    """Listens to one execution."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self.sources = {source.filename: source for source in sources}
        self.notes: list[Note] = []
        self.calls: dict[int, FrameType | None] = {}

    def attach(self, run: Run, loader: Loader) -> None:
        """Learn where the execution keeps things."""
        self.run = run
        self.loader = loader

    def __call__(self, event: Operation) -> None:
        """Note an event, from inside the thread that it happens in."""
        frame, call = self.whence(sys._getframe(1))  # noqa: SLF001  (the only way to ask where one is)
        action, name = self.called(event, frame, call)
        if action and event.kind is not BEGIN:
            file, line = (frame.f_code.co_filename, frame.f_lineno) if frame else ("", None)
            self.notes.append(Note(event, event.task.name, file, line, action, name))

    def whence(self, frame: FrameType | None) -> tuple[FrameType | None, FrameType | None]:
        """Return the innermost frame of the program and the library's frame that it called, if any."""
        call = None
        while frame is not None and frame.f_code.co_filename not in self.sources:
            if frame.f_code.co_filename.startswith("<"):
                call = frame
            frame = frame.f_back
        return frame, call

    def called(self, event: Operation, frame: FrameType | None, call: FrameType | None) -> tuple[str, str]:
        """Return the action and what it concerns; no action: not worth telling."""
        if event.told is not None:
            return event.kind.name, self.loader.prepared.sites[event.told[0]].label
        if event.target is self.run.life:
            return self.life(event, frame)
        if frame is None:
            return "", ""
        if call is None:
            return self.verb(event), "" if event.target is event else self.name(event.target, frame)
        if self.calls.get(event.task.slot) is call:
            return "", ""
        self.calls[event.task.slot] = call
        return call.f_code.co_name, self.name(call.f_locals.get("self"), frame)

    def verb(self, event: Operation) -> str:
        """Return the word for what happened; a `set` is told as one also where the flag was up."""
        flag = any((one.__module__, one.__name__) == ("threading", "Event") for one in type(event.target).__mro__)
        return FLAG.get(event.asked.name, event.kind.name) if flag and event.kind is not LAPSE else event.kind.name

    def life(self, event: Operation, frame: FrameType | None) -> tuple[str, str]:
        """Describe the start, the end or the watching of a thread."""
        if event.kind is READ:
            return ("look" if frame else "", "threads")
        return event.kind.name, ""

    def name(self, thing: Any, frame: FrameType) -> str:
        """Return what the program calls a lock, a queue or the like."""
        return Names(self.loader.spaces, [frame], set(self.sources)).found.get(id(thing), "")

    def steps(self) -> tuple[Step, ...]:
        """Return the story, cut in the middle if it is long; what is cut is not looked at, as that takes its time."""
        hired = {id(task.thread) for task in self.run.tasks if isinstance(task.thread, Worker)}
        matters, notes = partial(self.matters, hired), iter(self.notes)
        first = list(islice(filter(matters, notes), MOST // 3))
        last = list(islice(filter(matters, reversed(list(notes))), MOST - MOST // 3))
        return tuple(self.step(note) for note in (*first, *reversed(last)))

    def matters(self, hired: set[int], note: Note) -> bool:
        """Return whether a step is told: synchronisation, or an access that concerns others; `hired` are workers."""
        event = note.event
        if event.target is self.run.life and event.key in hired:
            return False
        return event.kind not in DATA or self.shared(event)

    def shared(self, event: Operation) -> bool:
        """Return whether another thread's access depends on this one, or the other way round."""
        history = self.run.history.catch_up()
        return any(
            dependent(event, other) or dependent(other, event)
            for part in event.parts or (event,)
            for slot, events in history.near(part).items()
            if slot != event.task.slot
            for other in events
        )

    def step(self, note: Note) -> Step:
        """Return one line of the story."""
        source, told = self.sources.get(note.file), note.event.told
        action: str = note.action
        value = None
        if note.event.target is self.run.life:
            note.name = next((task.name for task in self.run.tasks if id(task.thread) == note.event.key), "")
        if told is not None:
            value = short(told[1]) if told[1] is not told[3] else None
            action = told[2] or action
        return Step(
            thread=note.thread,
            file=note.file if source is not None and source.shown else "",
            line=note.line if source is not None and source.shown else None,
            source=line_of(source, note.line),
            action=WORDS.get(action, action),
            name=note.name,
            value=value,
        )


def line_of(source: Source | None, line: int | None) -> str:
    """Return the text of a line of a shown source."""
    if source is None or not source.shown or not line:
        return ""
    lines = source.text.splitlines()
    return lines[line - 1].strip() if line <= len(lines) else ""


def short(value: Any, depth: int = 2) -> str:
    """Return a few characters that show a value without running any of its code."""
    kind = type(value)
    if value is None or kind in (int, float, bool, str, bytes):
        text = ADDRESS.sub("0x…", repr(value))
    elif kind in (list, tuple, set) and depth:
        text = type(value).__name__ * (kind is set) + brackets(
            kind, [short(part, depth - 1) for part in list(value)[:6]]
        )
    elif kind is dict and depth:
        text = "{" + ", ".join(f"{short(k, 0)}: {short(v, depth - 1)}" for k, v in list(value.items())[:6]) + "}"
    else:
        text = f"<{kind.__name__}>"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def brackets(kind: type, parts: list[str]) -> str:
    """Return parts between the brackets of their kind."""
    text = ", ".join(parts)
    return f"[{text}]" if kind is list else f"({text})"
