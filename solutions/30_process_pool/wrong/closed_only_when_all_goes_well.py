"""After an exception nobody closes the pool.

test_no_worker_is_left: L304
"""

from multiprocessing import Pool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


pool = None


def squares(numbers):
    global pool
    pool = Pool(4)
    result = pool.map(square, numbers)
    pool.close()
    pool.join()
    return result
