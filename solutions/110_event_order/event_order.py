"""Two threads, and one of them has to wait for the other: see README.md."""

import threading


def ordered(first, second):
    """Run both in two threads that are started before either is waited for; second begins when first has ended."""
    done = threading.Event()

    def one():
        first()
        done.set()

    def other():
        done.wait()
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
