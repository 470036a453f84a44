"""map with its own choice of chunks, then close and join by hand."""

import multiprocessing


def square(n):
    if n < 0:
        raise ValueError("negative")
    return n**2


def squares(numbers):
    pool = multiprocessing.Pool(processes=4)
    try:
        return pool.map(square, numbers)
    finally:
        pool.close()
        pool.join()
