import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


first = second = 0
one, two = threading.Lock(), threading.Lock()
seen = (0, 1)


def write():
    global first, second
    with one:
        first = 1
        with two:
            second = first + 1


def read():
    global seen
    with one:
        a = first
        with two:
            b = second
    seen = (a, b)


def main():
    together(write, read)
    assert seen[0] == 0 or seen[1] == seen[0] + 1, seen
