"""The workers are threads of the caller.

test_four_workers_are_at_work_and_the_caller_is_not: W104
test_no_worker_is_left: W104
"""

from multiprocessing.pool import ThreadPool


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    with ThreadPool(4) as pool:
        result = pool.map(square, numbers, chunksize=1)
        pool.close()
        pool.join()
        return result
