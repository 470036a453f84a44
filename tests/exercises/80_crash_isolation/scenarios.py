"""The tasks, from harmless to deadly, and what is left of the caller afterwards.

What a task returns, says or ends with it is told at a gate of its name, in its own process: nobody else can know it.
"""

import os
import signal
import sys

from grader.stage import gate

COUNTER = {"count": 1}


def quiet():
    """Return nothing."""
    gate("quiet")


def answer():
    """Return what is told."""
    return gate("answer")


def looks_like_death():
    """Return what another outcome looks like."""
    return ["died", gate("looks_like_death")]


def fail():
    """Raise an ordinary exception."""
    raise ValueError(gate("fail"))


def fail_silently():
    """Raise an exception without a message."""
    gate("fail_silently")
    raise KeyError


class OddError(Exception):
    """An exception that cannot be made again from its own arguments, so it does not survive pickling."""

    def __init__(self, one, two):
        super().__init__(f"{one} and {two}")


def fail_oddly():
    """Raise an exception that cannot be pickled and back."""
    raise OddError("salt", gate("fail_oddly"))


def leave():
    """Leave with sys.exit."""
    sys.exit(gate("leave"))


def leave_without_a_code():
    """Leave with sys.exit, and nothing to say."""
    sys.exit(gate("leave_without_a_code"))


def leave_at_once():
    """Leave without any goodbye."""
    os._exit(gate("leave_at_once"))


def crash():
    """Die of a signal: a segmentation fault, as a bug in a C extension would make one, or one that others send."""
    os.kill(os.getpid(), gate("crash"))
    signal.pause()


def crash_otherwise():
    """Die of another signal."""
    os.kill(os.getpid(), gate("crash_otherwise"))
    signal.pause()


def big():
    """Return far more than fits into a pipe."""
    return "x" * gate("big")


def strange():
    """Return something that cannot be sent to another process."""
    gate("strange")
    return lambda: None


def meddle():
    """Change the caller's variables, as far as this process has them."""
    COUNTER["count"] += 1
    sys.modules[__name__].COUNTER = None
    os.environ["MEDDLED"] = "yes"
    return gate("meddle")


def shown(outcome):
    """Return the outcome as data, a long text as its length."""
    kind, what = outcome
    return [kind, len(what) if type(what) is str and len(what) > 1000 else what]


def isolated(student, tasks):
    """Run tasks of this file one after the other, named as the check names them."""
    return {"outcomes": [shown(student.run_isolated(globals()[task])) for task in tasks]}


def meddled(student):
    """Run a task that changes variables, and look at the caller's."""
    mine = COUNTER
    outcome = shown(student.run_isolated(meddle))
    return {"outcome": outcome, "count": mine["count"], "same": COUNTER is mine, "environ": os.environ.get("MEDDLED")}
