"""Say on a signal where every thread of this process is: a courtesy of the report, which earns and costs nothing.

faulthandler writes from a C signal handler, so it answers whatever lock a thread is waiting for. It writes into memory
that the judge finds among our descriptors; whoever closes that or takes the signal away just gets no lines. What
multiprocessing spawns imports this module as its main module, and so answers too, and tells what it loses.
"""

import faulthandler
import os
import sys
from importlib.machinery import ModuleSpec

SIGNAL = 64  # nobody uses the last of the real-time signals
NAME = "threadlings-lines"


def answer_where() -> None:
    """Answer from now on, here and in all children that are forked."""
    if hasattr(os, "memfd_create"):
        faulthandler.register(SIGNAL, os.memfd_create(NAME), all_threads=True)


def spawned_too() -> None:
    """Have spawned children answer as well: they import the module that the main module's specification names."""
    sys.modules["__main__"].__spec__ = ModuleSpec(__name__, None)


if __name__ == "__mp_main__":
    from grader.stage.methods import tell_unsent

    answer_where()
    tell_unsent()
