"""Fill and drain a queue."""

import queue


def full(student):
    """Return how many went in, and how many are in there."""
    three = queue.Queue(maxsize=3)
    return [student.fill(three, "abcde"), three.qsize()]


def empty(student):
    """Return what comes out of a queue of two, twice."""
    two = queue.Queue()
    for letter in "xy":
        two.put(letter)
    return [student.drain(two), student.drain(two)]
