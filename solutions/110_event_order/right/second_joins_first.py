"""The second thread waits for the first one itself."""

from threading import Thread


def ordered(first, second):
    earlier = Thread(target=first)

    def after():
        earlier.join()
        second()

    later = Thread(target=after)
    earlier.start()
    later.start()
    later.join()
