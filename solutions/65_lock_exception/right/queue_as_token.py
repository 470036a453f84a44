"""Whoever has the one token out of the queue may work."""

import queue

tokens = queue.Queue()
tokens.put("the only one")


def guarded(task):
    token = tokens.get()
    try:
        return task()
    finally:
        tokens.put(token)
