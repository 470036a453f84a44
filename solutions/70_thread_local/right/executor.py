"""A thread pool with a worker for each name."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

current = threading.local()


def process_student():
    return getattr(current, "student", None)


def process_thread(name, out):
    setattr(current, "student", name)
    out[name] = process_student()


def main(names):
    out = {}
    with ThreadPoolExecutor(len(names) or 1) as pool:
        wait([pool.submit(process_thread, name, out) for name in names])
    return out
