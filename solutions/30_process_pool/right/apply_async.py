"""apply_async for each number, get in order."""

from multiprocessing import Pool


def square(n):
    if n >= 0:
        return pow(n, 2)
    raise ValueError(n)


def squares(numbers):
    pool = Pool(4)
    pending = [pool.apply_async(square, (n,)) for n in numbers]
    pool.close()
    pool.join()
    return [p.get() for p in pending]
