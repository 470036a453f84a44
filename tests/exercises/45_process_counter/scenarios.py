"""Call the student's `count`, and make its children stop where the judge wants them.

How a real process can be held between its read and its write, whatever it reads and writes: Python itself says in front of
each instruction where it is (sys.settrace, of a frame with `f_trace_opcodes`), and a child can wait there at a gate.  A process
changes what it shares only by a call or by storing an attribute or an item, so it is enough to wait in front of these.
"""

import dis
import functools
import os
import sys

from grader.stage import gate, note

STORES = ("STORE_ATTR", "STORE_SUBSCR")


def counted(student, procs, loops):
    """Count without being disturbed."""
    return student.count(procs, loops)


def twice(student, procs, loops):
    """Count, and count again."""
    return {"one call after the other": [student.count(procs, loops) for _ in range(2)]}


def followed(student, procs, loops):
    """Count with children that wait at the gate `turn` before they begin.

    Who is told `slow` there stops everywhere from then on; who is told `leave` ends before it has done anything.
    """
    os.register_at_fork(after_in_child=Follower(student.__file__).follow)
    return student.count(procs, loops)


class Follower:
    """Follows the functions of one file in a child, from the first one that is called there."""

    def __init__(self, file):
        self.file = file
        self.first = None
        self.slow = False

    def follow(self):
        """Begin, right after the fork: also with functions that the child is in already and will go on with."""
        self.first = None
        frame = sys._getframe()
        frame.f_trace_opcodes = (
            True  # in Python 3.12 a tracer hears of opcodes only if some frame asks before it is set
        )
        while frame:
            if frame.f_code.co_filename == self.file:
                self.followed(frame)
            frame = frame.f_back
        sys.settrace(self.called)

    def followed(self, frame):
        """Hear of every opcode in a frame; in Python 3.13 it is the setting of `f_trace` that makes it so."""
        frame.f_trace_opcodes = True
        frame.f_trace = self.event

    def called(self, frame, _event, _):
        """Hear of every function that is called; have those of the file followed."""
        if frame.f_code.co_filename != self.file:
            return None
        self.followed(frame)
        self.begin(frame)
        return self.event

    def begin(self, frame):
        """Wait for a turn, if nothing of the file is at work in this child yet."""
        if self.first is None:
            self.first = frame
            told = gate("turn")
            if told == "leave":
                os._exit(0)
            self.slow = self.slow or told == "slow"

    def event(self, frame, event, _):
        """Stop a slow child in front of whatever may change something; hear of the end of its turn."""
        self.begin(frame)
        if event == "opcode" and self.slow and frame.f_lasti in places(frame.f_code):
            gate("step", frame.f_lineno)
        if event == "return" and frame is self.first:
            self.first = None
            note("turn over")
        return self.event


@functools.cache
def places(code):
    """Return where in the code there are calls and stores."""
    return {one.offset for one in dis.get_instructions(code) if one.opname in STORES or one.opname.startswith("CALL")}
