"""A condition guards a flag that says whether somebody is at work."""

import threading

LOOPS = 3

balance = 0
free = threading.Condition()
busy = False


def change_it(n):
    global balance
    balance = balance + n
    balance = balance - n


def run_thread(n):
    global busy
    for _ in range(LOOPS):
        with free:
            free.wait_for(lambda: not busy)
            busy = True
        change_it(n)
        with free:
            busy = False
            free.notify()


def main():
    global balance
    balance = 0
    first = threading.Thread(target=run_thread, args=(5,))
    second = threading.Thread(target=run_thread, args=(8,))
    first.start()
    second.start()
    first.join()
    second.join()
    return balance
