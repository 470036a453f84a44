"""Every process takes each fourth number and sends a list; a square is made by adding."""

from multiprocessing import Pipe, Process


def square(n):
    if n < 0:
        raise ValueError("negative number")
    return sum([n] * n)


def stripe(numbers, line):
    try:
        line.send([square(n) for n in numbers])
    except ValueError as error:
        line.send(error)


def squares(numbers):
    result, workers = [0] * len(numbers), []
    for place in range(4):
        ours, theirs = Pipe(duplex=False)
        worker = Process(target=stripe, args=(numbers[place::4], theirs))
        worker.start()
        workers.append((worker, ours))
    errors = []
    for place, (worker, line) in enumerate(workers):
        answer = line.recv()
        worker.join()
        if isinstance(answer, ValueError):
            errors.append(answer)
        else:
            result[place::4] = answer
    if errors:
        raise errors[0]
    return result
