import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


items = [10, 11]
head, tail = 0, 2
lock = threading.Lock()
taken = []


def pop():
    global tail
    tail -= 1
    if head <= tail:
        taken.append(items[tail])
    else:
        tail += 1


def steal():
    global head
    with lock:
        if head < tail:
            taken.append(items[head])
            head += 1


def owner():
    pop()
    pop()


def main():
    together(owner, steal)
    assert sorted(taken) == [10, 11], taken
