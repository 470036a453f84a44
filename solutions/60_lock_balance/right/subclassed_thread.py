"""A subclass of Thread with an attribute of its own and its own run()."""

import threading

LOOPS = 3

balance = 0
lock = threading.Lock()


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


class Runner(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"runner of {n}")
        self.n = n

    def run(self):
        run_thread(self.n)


def run_thread(n):
    for _ in range(LOOPS):
        with lock:
            change_it(n)


def main():
    global balance
    balance = 0
    runners = [Runner(5), Runner(8)]
    [runner.start() for runner in runners]
    [runner.join() for runner in runners]
    return balance
