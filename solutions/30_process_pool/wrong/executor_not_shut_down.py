"""Nobody waits for the workers: they end by themselves, but some time after squares.

test_no_worker_is_left: L304
"""

from concurrent.futures import ProcessPoolExecutor


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    executor = ProcessPoolExecutor(4)
    return list(executor.map(square, numbers))
