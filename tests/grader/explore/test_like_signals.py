"""Semaphore, BoundedSemaphore, Event and Barrier against the real ones."""

import pytest

from tests.grader.explore.likeness import modelled, really

SEMAPHORE = {
    "counting": """
        semaphore = threading.Semaphore(2)
        yield [semaphore.acquire(blocking=False) for _ in range(3)]
        yield semaphore.acquire(timeout=0.001), semaphore.acquire(timeout=0), semaphore.acquire(timeout=-1)
        yield semaphore.release(2), semaphore.acquire(), semaphore.acquire(True, None), semaphore.acquire(False, None)
        yield semaphore.release(n=3), semaphore._value
    """,
    "misused": """
        semaphore = threading.Semaphore()
        yield attempt(threading.Semaphore, -1), attempt(threading.BoundedSemaphore, value=-1)
        yield attempt(semaphore.release, 0), attempt(semaphore.release, n=-1), attempt(semaphore.acquire, False, 1)
        yield attempt(semaphore.acquire, blocking=False, timeout=0), wrong(threading.Semaphore, "1")
        yield semaphore.acquire(False), semaphore.acquire(False)
    """,
    "bounded": """
        bounded = threading.BoundedSemaphore(value=2)
        yield attempt(bounded.release), bounded.acquire(), attempt(bounded.release, 2), bounded.release()
        yield attempt(bounded.release), attempt(bounded.release, 0), bounded.acquire(False), bounded.acquire(False)
        yield bounded.acquire(False), bounded.release(2), attempt(bounded.release)
    """,
    "used in with": """
        for kind in (threading.Semaphore, threading.BoundedSemaphore):
            semaphore = kind()
            with semaphore as entered:
                yield entered, semaphore.acquire(False)
            yield semaphore.acquire(False)
    """,
    "zero": """
        semaphore = threading.Semaphore(0)
        yield semaphore.acquire(False), semaphore.release(), semaphore.acquire()
        bounded = threading.BoundedSemaphore(0)
        yield attempt(bounded.release), bounded.acquire(False)
    """,
    "given by another thread": """
        semaphore = threading.Semaphore(0)
        thread = threading.Thread(target=semaphore.release)
        thread.start()
        yield semaphore.acquire(timeout=60), thread.join()
    """,
    "its text": """
        yield repr(threading.Semaphore(3)), repr(threading.BoundedSemaphore(2))
    """,
    "subclassed": """
        class Counting(threading.Semaphore):
            def __init__(self, value):
                super().__init__(value)
                self.calls = 0
            def acquire(self, *args, **kwargs):
                self.calls += 1
                return super().acquire(*args, **kwargs)
        one = Counting(1)
        yield one.acquire(), one.acquire(blocking=False), one.calls, one.release(), isinstance(one, threading.Semaphore)
        with one: pass
        yield one.calls, issubclass(threading.BoundedSemaphore, threading.Semaphore)
    """,
}

EVENT = {
    "set and cleared": """
        event = threading.Event()
        yield event.is_set(), event.wait(0.001), event.wait(0), event.wait(timeout=-1), event.set(), event.is_set()
        yield event.wait(), event.wait(0), event.wait(5), event.set(), event.clear(), event.is_set(), event.clear()
    """,
    "set by another thread": """
        event = threading.Event()
        yield other(event.set), event.wait(5), other(event.wait, event.clear), event.is_set()
    """,
    "old name": """
        import warnings
        warnings.simplefilter("ignore")
        yield threading.Event().isSet()
    """,
    "its text": """
        event = threading.Event()
        yield repr(event), event.set(), repr(event)
    """,
    "waited for by two": """
        event = threading.Event()
        seen = []
        threads = [threading.Thread(target=lambda: seen.append(event.wait())) for _ in range(2)]
        for thread in threads: thread.start()
        event.set()
        for thread in threads: thread.join()
        yield seen
    """,
    "subclassed": """
        class Mine(threading.Event):
            def set(self):
                told.append(self.is_set())
                super().set()
        told, mine = [], Mine()
        yield mine.set(), mine.wait(), told, wrong(threading.Event, 1)
    """,
}

BARRIER = {
    "of one": """
        barrier = threading.Barrier(1)
        yield barrier.wait(), barrier.wait(1), barrier.wait(timeout=0), barrier.parties, barrier.n_waiting, barrier.broken
    """,
    "of none": """
        yield attempt(threading.Barrier, 0), attempt(threading.Barrier, parties=-1)
    """,
    "its attributes": """
        barrier = threading.Barrier(parties=2, action=None, timeout=3)
        yield barrier.parties, barrier.n_waiting, barrier.broken, wrong(setattr, barrier, "parties", 3)
        yield repr(barrier), barrier.abort(), repr(barrier)
    """,
    "met": """
        done, numbers = [], []
        barrier = threading.Barrier(2, action=lambda: done.append(1))
        thread = threading.Thread(target=lambda: numbers.append(barrier.wait()))
        thread.start()
        mine = barrier.wait()
        thread.join()
        yield sorted([mine, *numbers]), done, barrier.n_waiting, barrier.broken
    """,
    "timed out": """
        barrier = threading.Barrier(2)
        yield attempt(barrier.wait, 0.001), barrier.broken, attempt(barrier.wait), attempt(barrier.wait, 0)
        yield barrier.reset(), barrier.broken, attempt(barrier.wait, timeout=0.001)
    """,
    "timed out by default": """
        barrier = threading.Barrier(2, timeout=0.001)
        yield attempt(barrier.wait), barrier.broken
    """,
    "aborted": """
        barrier = threading.Barrier(2)
        yield barrier.abort(), barrier.broken, attempt(barrier.wait), barrier.abort(), barrier.reset(), barrier.broken
    """,
    "aborted while one waits": """
        barrier, seen = threading.Barrier(2), []
        thread = threading.Thread(target=lambda: seen.append(attempt(barrier.wait)))
        thread.start()
        barrier.abort()
        thread.join()
        yield seen, barrier.broken, barrier.n_waiting
    """,
    "its action fails": """
        barrier = threading.Barrier(1, lambda: 1 / 0)
        yield attempt(barrier.wait), barrier.broken, attempt(barrier.wait), barrier.reset(), attempt(barrier.wait)
    """,
    "its action fails for all": """
        barrier, seen = threading.Barrier(2, lambda: 1 / 0), []
        thread = threading.Thread(target=lambda: seen.append(wrong(barrier.wait)))
        thread.start()
        seen.append(wrong(barrier.wait))
        thread.join()
        yield sorted(seen), barrier.broken
    """,
    "the error's family": """
        yield issubclass(threading.BrokenBarrierError, RuntimeError), threading.BrokenBarrierError.__name__
    """,
    "broken out of main": """
        threading.Barrier(2).wait(0.001)
        yield
    """,
}


@pytest.mark.parametrize("script", SEMAPHORE.values(), ids=SEMAPHORE)
def test_a_semaphore_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", EVENT.values(), ids=EVENT)
def test_an_event_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", BARRIER.values(), ids=BARRIER)
def test_a_barrier_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)
