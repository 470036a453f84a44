"""Nothing is shared: every child sends what it has to add, and the parent adds."""

from multiprocessing import Process, SimpleQueue


def add(channel, loops):
    for _ in range(loops):
        channel.put(1)
    channel.put(None)


def count(procs, loops):
    channel = SimpleQueue()
    children = [Process(target=add, args=(channel, loops)) for _ in range(procs)]
    for child in children:
        child.start()
    total, left = 0, procs
    while left:
        number = channel.get()
        if number is None:
            left -= 1
        else:
            total += number
    for child in children:
        child.join()
    return total
