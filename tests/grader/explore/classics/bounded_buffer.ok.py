import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


place = []
changed = threading.Condition()
got = []


def put(x):
    def job():
        with changed:
            while place:
                changed.wait()
            place.append(x)
            changed.notify_all()

    return job


def get():
    with changed:
        while not place:
            changed.wait()
        got.append(place.pop())
        changed.notify_all()


def main():
    together(put(1), get, get, put(2))
    assert sorted(got) == [1, 2], got
