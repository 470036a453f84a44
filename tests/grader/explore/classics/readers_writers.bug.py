import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


readers = 0
count, room = threading.Lock(), threading.Lock()
a = b = 0
seen = []


def read():
    global readers
    readers += 1
    if readers == 1:
        room.acquire()
    seen.append(a == b)
    readers -= 1
    if readers == 0:
        room.release()


def write():
    global a, b
    with room:
        a = a + 1
        b = b + 1


def main():
    together(read, read, write)
    assert seen == [True, True] and readers == 0, (seen, readers)
