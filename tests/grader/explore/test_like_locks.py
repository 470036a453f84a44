"""Lock, RLock and Condition against the real ones."""

import pytest

from tests.grader.explore.likeness import modelled, really

LOCK = {
    "taken and given back": """
        lock = threading.Lock()
        yield lock.locked(), lock.acquire(), lock.locked(), lock.release(), lock.locked()
    """,
    "tried": """
        lock = threading.Lock()
        yield lock.acquire(False), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0)
        yield lock.acquire(True, 0.001), lock.acquire(blocking=True, timeout=0.001), lock.acquire(False, -1)
    """,
    "misused": """
        lock = threading.Lock()
        yield attempt(lock.release), attempt(lock.acquire, False, 1), attempt(lock.acquire, False, timeout=0)
        yield attempt(lock.acquire, timeout=-3), attempt(lock.acquire, timeout=-0.5)
        yield attempt(lock.acquire, timeout=threading.TIMEOUT_MAX * 2), attempt(lock.acquire, timeout=1e300)
        yield attempt(lock.acquire, timeout=float("nan")), attempt(lock.acquire, timeout=float("inf"))
        yield wrong(lock.acquire, timeout=None), wrong(lock.acquire, timeout="1"), lock.locked()
    """,
    "released twice in with": """
        lock = threading.Lock()
        def twice():
            with lock: lock.release()
        yield attempt(twice)
    """,
    "used in with": """
        lock = threading.Lock()
        with lock as entered:
            yield entered, lock.locked()
        yield lock.locked()
        try:
            with lock: 1 / 0
        except ZeroDivisionError: pass
        yield lock.locked()
    """,
    "released by another thread": """
        lock = threading.Lock()
        lock.acquire()
        yield other(lock.release), lock.locked(), other(lock.acquire), lock.locked(), lock.release()
    """,
    "its attributes": """
        lock = threading.Lock()
        yield wrong(setattr, lock, "x", 1), bool(lock), lock == lock, lock == threading.Lock()
        yield repr(lock), lock.acquire(), repr(lock)
    """,
    "arguments too many": """
        lock = threading.Lock()
        yield wrong(lock.acquire, True, 1, 1), wrong(lock.release, 1), wrong(lock.acquire, wait=1)
    """,
    "misspelt": """
        yield attempt(lambda: threading.Lock().aquire()), attempt(lambda: threading.RLock().aquire())
        yield attempt(lambda: threading.RLock().locked())
    """,
    "copied": """
        import copy, pickle
        for lock in (threading.Lock(), threading.RLock()):
            yield wrong(copy.copy, lock), wrong(copy.deepcopy, [lock]), wrong(pickle.dumps, lock)
    """,
    "raised out of main": """
        threading.Lock().release()
        yield
    """,
}

RLOCK = {
    "taken again": """
        lock = threading.RLock()
        yield lock.acquire(), lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.1), lock.acquire(blocking=True)
        yield [lock.release() for _ in range(5)], attempt(lock.release)
    """,
    "held by another thread": """
        lock = threading.RLock()
        lock.acquire()
        yield other(lambda: lock.acquire(False), lambda: lock.acquire(timeout=0.001), lambda: attempt(lock.release))
        lock.release()
        yield other(lambda: lock.acquire(False)), lock.acquire(False), attempt(lock.release)
    """,
    "misused": """
        lock = threading.RLock()
        yield attempt(lock.release), attempt(lock.acquire, False, 1), attempt(lock.acquire, timeout=-3)
        yield attempt(lock.acquire, timeout=threading.TIMEOUT_MAX * 2)
        with lock:
            yield attempt(lock.acquire, False, 1), attempt(lock.acquire, timeout=-3)
    """,
    "used in with": """
        lock = threading.RLock()
        with lock as outer, lock as inner:
            yield outer, inner, other(lambda: lock.acquire(False))
        yield other(lambda: lock.acquire(False), lock.release)
    """,
    "its attributes": """
        lock = threading.RLock()
        yield hasattr(lock, "locked"), wrong(setattr, lock, "x", 1)
        yield repr(lock)
    """,
    "its depth": """
        lock = threading.RLock()
        yield lock._is_owned(), lock._recursion_count(), lock.acquire(), lock.acquire()
        yield lock._is_owned(), lock._recursion_count(), other(lock._is_owned)
    """,
}

CONDITION = {
    "misused": """
        condition = threading.Condition()
        yield attempt(condition.wait), attempt(condition.wait, 0.1), attempt(condition.notify)
        yield attempt(condition.notify_all), attempt(condition.wait_for, lambda: True), attempt(condition.release)
        yield attempt(condition.wait_for, lambda: False)
        with condition:
            yield other(lambda: attempt(condition.notify), lambda: attempt(condition.wait))
    """,
    "around a lock": """
        lock = threading.Lock()
        condition = threading.Condition(lock=lock)
        yield attempt(condition.notify), condition.acquire(), lock.locked(), condition.acquire(False)
        yield condition.wait(0.001), lock.locked(), condition.release(), lock.locked()
        with condition as entered:
            yield entered, lock.locked(), attempt(setattr, condition, "x", 1)
    """,
    "waiting a little": """
        condition = threading.Condition()
        with condition:
            yield condition.wait(0), condition.wait(-1), condition.wait(timeout=0.001)
            yield condition.wait_for(lambda: 0, 0.001), condition.wait_for(lambda: [], timeout=0), condition.wait_for(lambda: 3)
            yield condition.wait_for(predicate=lambda: "", timeout=-1)
    """,
    "called by its predicate": """
        condition, calls = threading.Condition(), []
        with condition:
            yield condition.wait_for(lambda: calls.append(1) or len(calls) > 0), calls
            yield attempt(condition.wait_for, lambda: 1 / 0)
    """,
    "held twice while waiting": """
        condition, seen = threading.Condition(), []
        with condition, condition:
            thread = threading.Thread(target=lambda: [condition.acquire(), condition.notify(), condition.release()])
            thread.start()
            yield condition.wait(), other(lambda: condition.acquire(False))
        thread.join()
    """,
    "notified": """
        condition, state = threading.Condition(), []
        def waiter():
            with condition:
                return condition.wait_for(lambda: state)
        thread = threading.Thread(target=lambda: state.append(waiter()))
        thread.start()
        with condition:
            state.append(1)
            condition.notify()
        thread.join()
        yield len(state), state[0]
    """,
    "nobody to notify": """
        condition = threading.Condition()
        with condition:
            yield condition.notify(), condition.notify(5), condition.notify(n=0), condition.notify_all()
            yield condition.wait(0.001), condition.notify(-1)
    """,
    "old name": """
        import warnings
        warnings.simplefilter("ignore")
        condition = threading.Condition()
        with condition:
            yield condition.notifyAll()
    """,
    "its text": """
        yield repr(threading.Condition(threading.Lock())), repr(threading.Condition())
    """,
    "subclassed": """
        class Loud(threading.Condition):
            def notify(self, n=1):
                told.append(n)
                super().notify(n)
        told, loud = [], Loud()
        with loud:
            loud.notify_all()
            loud.notify()
        yield told, isinstance(loud, threading.Condition)
    """,
}


@pytest.mark.parametrize("script", LOCK.values(), ids=LOCK)
def test_a_lock_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", RLOCK.values(), ids=RLOCK)
def test_an_rlock_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", CONDITION.values(), ids=CONDITION)
def test_a_condition_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)
