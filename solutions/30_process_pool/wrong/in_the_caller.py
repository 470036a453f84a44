"""The caller squares all numbers itself.

test_four_workers_are_at_work_and_the_caller_is_not: W104
test_no_worker_is_left: W104
"""


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def squares(numbers):
    return [square(n) for n in numbers]
