"""A Thread subclass that carries its student."""

import threading


class Student(threading.Thread):
    def __init__(self, name, out):
        super().__init__(name=f"thread of {name}")
        self.arguments = name, out

    def run(self):
        process_thread(*self.arguments)


def process_student():
    return threading.current_thread().student


def process_thread(name, out):
    threading.current_thread().student = name
    out[name] = process_student()


def main(names):
    out = {}
    threads = [Student(name, out) for name in names]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return out
