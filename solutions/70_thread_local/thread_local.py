"""Reference: one threading.local for the module; each thread sets and reads its own attribute."""

import threading

local = threading.local()


def process_student():
    """Return the student of the current thread: the name that process_thread has set in this very thread."""
    return local.student


def process_thread(name, out):
    """Make `name` the student of the current thread, then put what process_student() returns into out[name]."""
    local.student = name
    out[name] = process_student()


def main(names):
    """Run process_thread(name, out) for each name in a thread of its own, all at the same time, with one
    dictionary `out` for all of them; wait for all and return `out`.
    """
    out = {}
    threads = [threading.Thread(target=process_thread, args=(name, out)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out
