import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


N = 2
forks = [threading.Lock() for _ in range(N)]
meals = [0] * N


def philosopher(i):
    first, second = (i, (i + 1) % N)

    def eat():
        with forks[first]:
            with forks[second]:
                meals[i] += 1

    return eat


def main():
    together(*[philosopher(i) for i in range(N)])
    assert meals == [1] * N
