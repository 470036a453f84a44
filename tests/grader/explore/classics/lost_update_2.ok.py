import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


x = 0
lock = threading.Lock()


def add():
    global x
    with lock:
        x = x + 1


def main():
    together(*[add] * 2)
    assert x == 2, x
