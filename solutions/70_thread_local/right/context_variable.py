"""A context variable: every thread starts with a context of its own."""

import contextvars
import threading

student = contextvars.ContextVar("student")


def process_student():
    return student.get()


def process_thread(name, out):
    student.set(name)
    out[name] = process_student()


def main(names):
    out = {}
    threads = [threading.Thread(target=process_thread, args=(name, out)) for name in names]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return out
