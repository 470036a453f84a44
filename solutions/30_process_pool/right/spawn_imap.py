"""The spawn start method and imap."""

from multiprocessing import get_context


def square(n):
    if n < 0:
        raise ValueError("n < 0")
    return n.__mul__(n)


def squares(numbers):
    with get_context("spawn").Pool(4) as pool:
        result = list(pool.imap(square, numbers))
        pool.close()
        pool.join()
    return result
