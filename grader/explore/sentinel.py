"""Notice what an exploration cannot see: real threads and processes.

An audit hook cannot be removed, so there is one per process, made at the first exploration; it acts only
for operating-system threads that are exploring at the moment. Python 3.11 starts threads without an audit event:
there, `threading` and `_thread` get a start function that raises one, for as long as an exploration lasts.
"""

import _thread
import contextlib
import functools
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

EVENTS = {
    "_thread.start_new_thread": "started a real thread",
    "_thread.start_joinable_thread": "started a real thread",
    "os.fork": "forked a process",
    "os.forkpty": "forked a process",
    "os.posix_spawn": "started a process",
    "os.spawn": "started a process",
    "os.exec": "replaced the process",
    "os.system": "ran a command",
    "subprocess.Popen": "started a process",
    "pty.spawn": "started a process",
}


@functools.cache
def guarded() -> dict[int, Callable[[str], None]]:
    """Return whom to tell, by identifier of the operating-system thread."""
    told: dict[int, Callable[[str], None]] = {}

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        if event in EVENTS:
            tell = told.get(threading.get_ident())
            if tell is not None:
                tell(EVENTS[event])

    sys.addaudithook(hook)
    return told


@contextlib.contextmanager
def audible() -> Iterator[None]:
    """Make every start of a real thread an audit event."""
    if sys.version_info >= (3, 12):
        yield
        return
    original = _thread.start_new_thread

    def start(*arguments: Any) -> int:
        sys.audit("_thread.start_new_thread")
        return original(*arguments)

    places: tuple[tuple[Any, str], ...] = (
        (_thread, "start_new_thread"),
        (_thread, "start_new"),
        (threading, "_start_new_thread"),
    )
    for module, name in places:
        setattr(module, name, start)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, original)
