"""How multiprocessing starts processes here, and what is lost on its way to one.

Both reach into the library. Every spawned child does so too (stage/lines.py), so nothing is imported here that is not
there anyway.
"""

import multiprocessing
import multiprocessing.context
import threading
from multiprocessing.reduction import ForkingPickler
from typing import Any

from grader.stage import gates
from grader.stage.plain import short

FEEDER = "QueueFeederThread"  # what the library calls the thread that empties a queue's buffer into its pipe


def start_by(method: str) -> None:
    """Make `method` what this platform starts processes by, as long as nobody asks for another one.

    `multiprocessing.set_start_method` may be called only once, and that is the student's call; so we change what it
    would find without it.
    """
    default: Any = multiprocessing.context._default_context  # noqa: SLF001  (as said)
    default._default_context = multiprocessing.get_context(method)  # noqa: SLF001


def tell_unsent() -> None:
    """Have the judge told what a queue loses because it cannot be pickled: who waits for that waits for ever.

    The library's own hook for it, `Queue._on_queue_feeder_error`, is not called in a child that has begun to end.
    """
    pickler: Any = ForkingPickler
    usual = pickler.dumps.__func__

    def dumps(cls: type, value: object, protocol: int | None = None) -> Any:
        try:
            return usual(cls, value, protocol)
        except Exception as error:
            if threading.current_thread().name == FEEDER:
                gates.unsent(short(error))
            raise

    pickler.dumps = classmethod(dumps)
