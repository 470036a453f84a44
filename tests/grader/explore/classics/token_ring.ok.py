import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


tokens = [1, 0, 0]
turns = [threading.Event() for _ in tokens]


def pass_on(i):
    def job():
        turns[i].wait()
        tokens[(i + 1) % 3] = tokens[i] + 1
        turns[(i + 1) % 3].set()

    return job


def main():
    turns[0].set()
    together(*[pass_on(i) for i in range(3)])
    assert tokens == [4, 2, 3], tokens
