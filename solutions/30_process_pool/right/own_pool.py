"""Four processes and two queues by hand."""

import multiprocessing as mp


def square(n):
    if n < 0:
        raise ValueError("negative number")
    return int(n) * int(n)


def worker(todo, done):
    while (item := todo.get()) is not None:
        i, n = item
        try:
            done.put((i, square(n), None))
        except ValueError as error:
            done.put((i, None, error))


def squares(numbers):
    todo, done = mp.Queue(), mp.Queue()
    workers = [mp.Process(target=worker, args=(todo, done)) for _ in range(4)]
    for w in workers:
        w.start()
    for item in enumerate(numbers):
        todo.put(item)
    for _ in workers:
        todo.put(None)
    results = {i: (value, error) for i, value, error in (done.get() for _ in numbers)}
    for w in workers:
        w.join()
    for i in range(len(numbers)):
        if results[i][1]:
            raise results[i][1]
    return [results[i][0] for i in range(len(numbers))]
