"""Give the student's `ordered` two jobs that write down when and where they run, and who is alive meanwhile."""

import threading


def order(student, pause, calls):
    """Tell in which order the jobs begin and end, call after call."""
    log = []

    def first():
        log.append("first begins")
        if pause:
            threading.Event().wait(timeout=pause)
        log.append("first ends")

    for _ in range(calls):
        student.ordered(first, lambda: log.append("second"))
        let_all_end()
    return [*log]


def places(student):
    """Tell where each job was run, and whether both were run by the same thread."""
    caller = threading.current_thread()
    runs = []
    student.ordered(lambda: runs.append(threading.current_thread()), lambda: runs.append(threading.current_thread()))
    let_all_end()
    return [
        "caller" if run is caller else "same" if run in runs[:place] else "thread" for place, run in enumerate(runs)
    ]


def beside(student):
    """Tell whether, at the end of the first job, there is another thread besides its own and the caller's."""
    caller = threading.current_thread()
    seen = []

    def first():
        others = [thread for thread in threading.enumerate() if thread not in (caller, threading.current_thread())]
        seen.append(bool(others))

    student.ordered(first, lambda: None)
    let_all_end()
    return any(seen)


def ended(student, pause):
    """Tell which jobs have ended by the time ordered returns."""
    marks = {"first": False, "second": False}

    def job(name):
        if pause:
            threading.Event().wait(timeout=pause)
        marks[name] = True

    student.ordered(lambda: job("first"), lambda: job("second"))
    return dict(marks)


def let_all_end():
    """Wait for every thread that can end: a virtual clock gets to the time-out only when nothing else can happen."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(timeout=1000)
