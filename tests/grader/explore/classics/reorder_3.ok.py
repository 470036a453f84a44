import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


a = b = 0
lock = threading.Lock()
seen = None


def set_both():
    global a, b
    with lock:
        a = 1
        b = -1


def check():
    global seen
    with lock:
        seen = (a, b)


def main():
    together(*[set_both] * 3, check)
    assert seen in ((0, 0), (1, -1)), seen
