"""What is done with the student's queues: some of it live, some of it under the explorer."""

import contextlib
import hashlib
import queue
import threading
import time

from grader.stage import gate, note

# Live: real processes.


def written_and_read(student, lists):
    """Let the values of each list travel from a child to here."""
    return {"lists": [student.write_read(list(values)) for values in lists]}


def large(student, count, size):
    """Let long texts travel, and reduce what arrives to lengths and a digest."""
    values = [chr(97 + number % 26) * size for number in range(count)]
    seen = student.write_read(list(values))
    digest = hashlib.sha256("".join(map(str, seen)).encode()).hexdigest()
    return {"count": len(seen), "same": digest == hashlib.sha256("".join(values).encode()).hexdigest()}


class Traced:
    """A value that says in which process it is made into bytes, and which compares by its number."""

    def __init__(self, number):
        self.number = number

    def __reduce__(self):
        note("packed", self.number)
        return Traced, (self.number,)


def traced(student):
    """Let values travel that leave a trace wherever they are packed, and are others where they arrive."""
    values = [Traced(1), Traced(2)]
    seen = student.write_read(list(values))
    stayed = [one.number for one in values if any(one is other for other in seen)]
    return {"numbers": [getattr(value, "number", None) for value in seen], "stayed": stayed}


class Slow:
    """A value that waits at a gate wherever it is made into bytes, and at another where it is made again."""

    def __init__(self, number):
        self.number = number

    def __reduce__(self):
        gate("packing")
        return arrived, (self.number,)


def arrived(number):
    """Make a slow value again."""
    gate("unpacking")
    return Slow(number)


def slowly(student):
    """Let values travel that take their time."""
    return {"numbers": [value.number for value in student.write_read([Slow(number) for number in (1, 2, 3)])]}


def real_queue(student):
    """Fill and empty a real queue between processes; the judge lets its feeder thread catch up."""
    import multiprocessing

    channel = multiprocessing.Queue(2)
    seen = {"puts": [student.try_put(channel, value) for value in (0, "two", None)]}
    gate("flushed")
    seen["gets"] = [student.try_get(channel, "nothing") for _ in range(3)]
    channel.close()
    channel.join_thread()
    return seen


# Explored: the queue module is a virtual one, and so is the clock.


def never_waits(student):
    """Put into a full queue, take from an empty one, and look at the clock around it."""
    full, empty = queue.Queue(1), queue.Queue()
    full.put("first")
    start = time.monotonic()
    put = student.try_put(full, "second")
    got = student.try_get(empty, "nothing")
    return {"put": put, "got": got, "waited": time.monotonic() != start, "inside": full.get_nowait()}


def falsy(student):
    """Values that count as false are values all the same."""
    channel = queue.Queue()
    puts = [student.try_put(channel, value) for value in (0, None, "")]
    return {"puts": puts, "gets": [student.try_get(channel, "nothing") for _ in range(4)]}


def two_put(student):
    """Two threads want the last place in a queue."""
    channel = queue.Queue(1)
    answers = [None, None]

    def put(number):
        answers[number] = student.try_put(channel, number)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"answers": sorted(answers, key=str)}


def two_get(student):
    """Two threads want the only value of a queue."""
    channel = queue.Queue()
    channel.put("value")
    answers = [None, None]

    def get(number):
        answers[number] = student.try_get(channel, "nothing")

    threads = [threading.Thread(target=get, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"answers": sorted(answers, key=str)}


def put_beside(student):
    """One puts by the student's function, another without asking anybody: there is one place."""
    channel = queue.Queue(1)

    def other():
        with contextlib.suppress(queue.Full):
            channel.put_nowait("theirs")

    thread = threading.Thread(target=other)
    thread.start()
    put = student.try_put(channel, "mine")
    thread.join()
    return {"put": put, "inside": channel.get_nowait()}


def get_beside(student):
    """One takes by the student's function, another without asking anybody: there is one value."""
    channel, theirs = queue.Queue(), []
    channel.put("value")

    def other():
        with contextlib.suppress(queue.Empty):
            theirs.append(channel.get_nowait())

    thread = threading.Thread(target=other)
    thread.start()
    mine = student.try_get(channel, "nothing")
    thread.join()
    return {"mine": mine, "theirs": theirs}
