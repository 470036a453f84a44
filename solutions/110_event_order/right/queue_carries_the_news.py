"""The second thread waits for a message."""

import queue
import threading


def ordered(first, second):
    news = queue.Queue()

    def one():
        news.put(first())

    def other():
        news.get()
        second()

    threads = [threading.Thread(target=one), threading.Thread(target=other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
