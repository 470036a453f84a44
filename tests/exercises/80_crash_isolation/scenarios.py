"""The tasks, from harmless to deadly, and what is left of the caller afterwards."""

import os
import signal
import sys

from grader.stage import gate, note

COUNTER = {"count": 1}


def quiet():
    """Return nothing."""


def greet():
    """Say from which process, and return something."""
    note("task")
    return {"text": "hello 你好", "numbers": [1, 2.5, None, True]}


def looks_like_death():
    """Return what another outcome looks like."""
    return ["died", 0]


def fail():
    """Raise an ordinary exception."""
    raise ValueError("seven is not even")


def fail_silently():
    """Raise an exception without a message."""
    raise KeyError


class OddError(Exception):
    """An exception that cannot be made again from its own arguments, so it does not survive pickling."""

    def __init__(self, one, two):
        super().__init__(f"{one} and {two}")


def fail_oddly():
    """Raise an exception that cannot be pickled and back."""
    raise OddError("salt", "sugar")


def leave():
    """Leave with sys.exit."""
    sys.exit(3)


def leave_well():
    """Leave with sys.exit and nothing to complain about."""
    sys.exit()


def leave_at_once():
    """Leave without any goodbye."""
    os._exit(7)


def crash():
    """Die of a segmentation fault, as a bug in a C extension would."""
    os.kill(os.getpid(), signal.SIGSEGV)
    signal.pause()


def be_killed():
    """Be killed from outside."""
    os.kill(os.getpid(), signal.SIGKILL)


def big():
    """Return far more than fits into a pipe."""
    return "x" * 10_000_000


def strange():
    """Return something that cannot be sent to another process."""
    return lambda: None


def meddle():
    """Change the caller's variables, as far as this process has them."""
    COUNTER["count"] += 1
    sys.modules[__name__].COUNTER = None
    os.environ["MEDDLED"] = "yes"
    return "done"


def wait_at_gate():
    """Wait until the judge lets go."""
    gate("task")
    return "let go"


def shown(outcome):
    """Return the outcome as data, a long text as its length."""
    kind, what = outcome
    return [kind, len(what) if type(what) is str and len(what) > 1000 else what]


def isolated(student, tasks):
    """Run some tasks of this file, named as the check names them, one after another."""
    return {"outcomes": [shown(student.run_isolated(globals()[task])) for task in tasks]}


def meddled(student):
    """Run a task that changes variables, and look at the caller's."""
    mine = COUNTER
    outcome = shown(student.run_isolated(meddle))
    return {"outcome": outcome, "count": mine["count"], "same": COUNTER is mine, "environ": os.environ.get("MEDDLED")}
