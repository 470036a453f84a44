"""Polling is ugly, and correct."""

import threading
import time


def ordered(first, second):
    done = []

    def one():
        first()
        done.append(True)

    def other():
        while not done:
            time.sleep(0.01)
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
