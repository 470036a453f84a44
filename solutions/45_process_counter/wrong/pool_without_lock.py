"""A pool whose workers share a value, but nobody keeps them apart.

test_no_addition_is_lost: R101
"""

from multiprocessing import Pool, Value


def begin(value):
    global counter
    counter = value


def add(loops):
    for _ in range(loops):
        counter.value += 1


def count(procs, loops):
    value = Value("i", 0)
    with Pool(procs, initializer=begin, initargs=(value,)) as pool:
        pool.map(add, [loops] * procs, chunksize=1)
        pool.close()
        pool.join()
    return value.value
