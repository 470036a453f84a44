"""A dictionary with the thread's number as the key."""

import threading

students = {}


def process_student():
    return students[threading.get_ident()]


def process_thread(name, out):
    students[threading.get_ident()] = name
    out[name] = process_student()


def main(names):
    out = {}
    threads = []
    for name in names:
        thread = threading.Thread(target=process_thread, args=(name, out))
        threads.append(thread)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out
