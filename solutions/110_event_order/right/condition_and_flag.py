"""A flag under a condition; the second thread is started first."""

import threading


class Order:
    def __init__(self):
        self.changed = threading.Condition()
        self.done = False

    def run_first(self, job):
        job()
        with self.changed:
            self.done = True
            self.changed.notify_all()

    def run_second(self, job):
        with self.changed:
            while not self.done:
                self.changed.wait()
        job()


def ordered(first, second):
    order = Order()
    later = threading.Thread(target=order.run_second, args=(second,))
    earlier = threading.Thread(target=order.run_first, args=(first,))
    later.start()
    earlier.start()
    earlier.join()
    later.join()
