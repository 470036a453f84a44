"""A lock that is taken at first, and given back by the first thread."""

import threading


def ordered(first, second):
    turn = threading.Lock()
    turn.acquire()

    def one():
        first()
        turn.release()

    def other():
        with turn:
            second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
