"""Let the student's `pump` carry items, and look at what arrives and at who is there meanwhile."""

import threading


def pumped(student, items, consumers):
    """Return what arrives, sorted by its text, when all is over."""
    consumed = student.pump(list(items), consumers)
    let_all_end()
    return in_order(consumed)


def pumped_again(student, items, others):
    """Carry some items, then others; return what arrives each time."""
    first = in_order(student.pump(list(items), 1))
    return [first, in_order(student.pump(list(others), 1))]


def at_the_return(student, items, consumers):
    """Return what has arrived by the time pump returns, and whether a thread is left."""
    consumed = student.pump(list(items), consumers)
    left = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    return {"consumed": in_order(consumed), "left": len(left)}


def most_threads(student, items, consumers):
    """Look once, at any time, how many threads there are besides the caller's and the one that looks."""
    caller = threading.current_thread()
    seen = []

    def look():
        others = (caller, threading.current_thread())
        seen.append(sum(thread not in others for thread in threading.enumerate()))

    witness = threading.Thread(target=look, name="witness")
    witness.start()
    student.pump(list(items), consumers)
    witness.join()
    return seen[0]


def in_order(consumed):
    """Return a sorted copy of a list, and what is no list as it is."""
    return sorted(consumed, key=repr) if isinstance(consumed, list) else consumed


def let_all_end():
    """Wait for every thread that can end: a virtual clock gets to the time-out only when nothing else can happen."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(timeout=1000)
