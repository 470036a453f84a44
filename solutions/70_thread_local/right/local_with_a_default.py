"""A subclass of threading.local, whose __init__ runs once for each thread."""

import threading


class Desk(threading.local):
    def __init__(self):
        self.student = None


desk = Desk()


def process_student():
    return desk.student


def process_thread(name, out):
    desk.student = name
    out[name] = process_student()


def main(names):
    out = {}
    threads = [threading.Thread(target=lambda n=n: process_thread(n, out)) for n in names]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return out
