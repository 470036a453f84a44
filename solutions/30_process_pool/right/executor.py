"""concurrent.futures."""

from concurrent.futures import ProcessPoolExecutor


class NegativeError(ValueError):
    pass


def square(n):
    if n < 0:
        raise ValueError("no negative numbers, please")
    return n * n


def squares(numbers):
    with ProcessPoolExecutor(max_workers=4) as executor:
        futures = [executor.submit(square, n) for n in numbers]
        return [f.result() for f in futures]
