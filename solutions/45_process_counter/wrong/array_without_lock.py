"""The same with an array.

test_no_addition_is_lost: R101
"""

from multiprocessing import Array, Process


def work(numbers, loops):
    for _ in range(loops):
        numbers[0] += 1


def count(procs, loops):
    numbers = Array("i", 1)
    children = [Process(target=work, args=(numbers, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return numbers[0]
