"""The first one takes the token out of a queue and makes the object; all others wait for an event."""

import queue
import threading

tokens = queue.SimpleQueue()
tokens.put("the only one")
ready = threading.Event()
box = {}


def factory():
    return object()


def get_instance():
    try:
        tokens.get_nowait()
    except queue.Empty:
        ready.wait()
    else:
        box["it"] = factory()
        ready.set()
    return box["it"]
