import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


x = 0
one, two = threading.Lock(), threading.Lock()


def left():
    global x
    with one:
        x = x + 1


def right():
    global x
    with one:
        x = x + 1


def main():
    together(left, right, left)
    assert x == 3, x
