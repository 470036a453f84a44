"""One counter for many processes: see README.md."""

from multiprocessing import Process, Value


def add(counter, loops):
    """Add 1 to the counter, loops times, holding its lock from the read to the write."""
    for _ in range(loops):
        with counter.get_lock():
            counter.value += 1


def count(procs, loops):
    """Let procs child processes add 1 to one shared counter, loops times each, all at once; return its final value."""
    counter = Value("i", 0)
    children = [Process(target=add, args=(counter, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
