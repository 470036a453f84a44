"""A pool whose workers are given the counter when they begin."""

import multiprocessing


def begin(value):
    global counter
    counter = value


def add(loops):
    for _ in range(loops):
        with counter.get_lock():
            counter.value += 1


def count(procs, loops):
    value = multiprocessing.Value("i", 0)
    with multiprocessing.Pool(procs, initializer=begin, initargs=(value,)) as pool:
        pool.map(add, [loops] * procs, chunksize=1)
        pool.close()
        pool.join()
    return value.value
