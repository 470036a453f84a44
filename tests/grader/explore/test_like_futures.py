"""Future, wait, as_completed and ThreadPoolExecutor against the real ones."""

import pytest

from tests.grader.explore.likeness import modelled, really

FUTURE = {
    "by hand": """
        future = Future()
        yield future.done(), future.running(), future.cancelled(), future.set_running_or_notify_cancel(), future.running()
        yield future.set_result(3), future.done(), future.running(), future.result(), future.result(0), future.exception()
        yield future.result(timeout=-1), future.exception(timeout=5), future.cancel(), future.cancelled()
    """,
    "with an exception": """
        future, error = Future(), ValueError("x")
        yield future.set_exception(error), future.exception() is error, attempt(future.result), attempt(future.result, 0)
        yield future.done(), future.cancelled(), future.cancel(), future.exception(0) is error
    """,
    "set twice": """
        future = Future()
        yield future.set_result(1), attempt(future.set_result, 2)[0], attempt(future.set_exception, ValueError())[0]
        yield attempt(lambda: future.set_result(2))[1].split("<")[0], future.result()
        error = Future()
        yield error.set_exception(KeyError(1)), attempt(error.set_result, 1)[0], attempt(error.result)
        yield issubclass(concurrent.futures.InvalidStateError, concurrent.futures._base.Error) if hasattr(concurrent.futures, "_base") else True
    """,
    "cancelled": """
        future = Future()
        yield future.cancel(), future.cancelled(), future.done(), future.cancel(), wrong(future.result), wrong(future.exception)
        yield future.set_running_or_notify_cancel(), future.cancel(), wrong(future.set_result, 1), future.running()
        yield attempt(future.result), attempt(future.set_running_or_notify_cancel)[0]
    """,
    "running": """
        future = Future()
        yield future.set_running_or_notify_cancel(), future.cancel(), attempt(future.set_running_or_notify_cancel)[0]
        yield attempt(future.result, 0), attempt(future.result, timeout=0.001), attempt(future.exception, 0.001), attempt(future.result, -1)
    """,
    "not done in time": """
        try:
            Future().result(timeout=0.001)
        except TimeoutError as error:
            yield type(error).__name__, str(error), isinstance(error, concurrent.futures.TimeoutError)
    """,
    "callbacks": """
        seen, future = [], Future()
        future.add_done_callback(lambda f: seen.append(("first", f is future, f.result())))
        future.add_done_callback(fn=lambda f: seen.append("second"))
        yield future.set_result(1), seen, future.add_done_callback(lambda f: seen.append("late")), seen
    """,
    "callbacks that fail": """
        import logging
        logging.getLogger("concurrent.futures").disabled = True
        seen, future = [], Future()
        future.add_done_callback(lambda f: 1 / 0)
        future.add_done_callback(lambda f: seen.append("after"))
        yield future.set_result(1), seen, future.result(), future.add_done_callback(lambda f: 1 / 0), future.done()
    """,
    "callbacks of cancelled ones": """
        seen, future = [], Future()
        future.add_done_callback(lambda f: seen.append(f.cancelled()))
        yield future.cancel(), seen, future.cancel(), seen
    """,
    "a callback that waits for it": """
        seen, future = [], Future()
        future.add_done_callback(lambda f: seen.append((f.result(), f.done(), f.exception(timeout=1))))
        yield future.set_result(1), seen
    """,
    "its text": """
        future = Future()
        yield repr(future), future.set_result([1]), repr(future), future.set_running_or_notify_cancel if 0 else None
        failed, gone = Future(), Future()
        yield failed.set_exception(KeyError(2)), repr(failed), gone.cancel(), repr(gone)
    """,
    "done by another thread": """
        future = Future()
        thread = threading.Thread(target=future.set_result, args=(4,))
        yield thread.start(), future.result(), thread.join(), future.done()
    """,
    "its exception is not copied": """
        future = Future()
        future.set_exception(ValueError("x"))
        try:
            future.result()
        except ValueError as error:
            yield error is future.exception(), error.__cause__, error.__context__, error.__traceback__ is not None
    """,
    "in sets": """
        futures = [Future() for _ in range(3)]
        yield len(set(futures)), futures[0] in set(futures), futures[0] == futures[1], {futures[1]: 2}[futures[1]]
    """,
    "the errors' family": """
        cf = concurrent.futures
        yield cf.TimeoutError is TimeoutError, issubclass(cf.CancelledError, Exception), issubclass(cf.BrokenExecutor, RuntimeError)
        yield [name for name in cf.__all__ if not hasattr(cf, name)], cf.FIRST_COMPLETED, cf.FIRST_EXCEPTION, cf.ALL_COMPLETED
        from concurrent.futures.thread import BrokenThreadPool, ThreadPoolExecutor as again
        yield again is ThreadPoolExecutor, issubclass(BrokenThreadPool, cf.BrokenExecutor)
    """,
}

WAIT = {
    "nothing": """
        yield wait([]), list(as_completed([])), wait([], timeout=0), wait([], return_when="FIRST_COMPLETED")
    """,
    "what is done": """
        done, late = Future(), Future()
        done.set_result(1)
        for when in (concurrent.futures.FIRST_COMPLETED, concurrent.futures.FIRST_EXCEPTION):
            result = wait([done, late], 0.001, when)
            yield result.done == {done}, result.not_done == {late}, result[0] == {done}, len(result), type(result).__name__
        first, rest = wait({done, late}, timeout=0)
        yield first == {done}, rest == {late}, wait(fs=[done], return_when="ALL_COMPLETED").done == {done}
    """,
    "an exception": """
        failed, late = Future(), Future()
        failed.set_exception(KeyError(1))
        yield [wait([failed, late], 0.001, when).done == {failed} for when in ("FIRST_EXCEPTION", "FIRST_COMPLETED", "ALL_COMPLETED")]
        gone = Future()
        yield gone.cancel(), gone.set_running_or_notify_cancel(), wait([gone, late], 0.001, "FIRST_EXCEPTION").done == {gone}
    """,
    "a wrong word": """
        yield attempt(wait, [Future()], return_when="SOON"), wrong(wait), wrong(wait, 3), wrong(wait, [3])
    """,
    "the same one twice": """
        future = Future()
        future.set_result(1)
        yield len(wait([future, future]).done), len(list(as_completed([future, future])))
    """,
    "as they complete": """
        first, second = Future(), Future()
        second.set_result("b")
        def work():
            first.set_result("a")
        thread = threading.Thread(target=work)
        seen = []
        for future in as_completed([first, second]):
            seen.append(future.result())
            if len(seen) == 1: thread.start()
        yield seen, thread.join()
    """,
    "not completed in time": """
        done, late = Future(), Future()
        done.set_result(1)
        seen = []
        def go():
            for future in as_completed([done, late], timeout=0.001): seen.append(future.result())
        yield attempt(go), seen, attempt(lambda: list(as_completed([late, Future()], 0))), wrong(as_completed)
    """,
    "cancelled ones": """
        one = Future()
        yield one.cancel(), wait([one], 0.001).not_done == {one}, one.set_running_or_notify_cancel(), wait([one]).done == {one}
        yield [f.cancelled() for f in as_completed([one])]
    """,
}

POOL = {
    "submitted": """
        with ThreadPoolExecutor(2) as pool:
            future = pool.submit(pow, 2, 3)
            yield future.result(), future.done(), pool.submit(int, "f", base=16).result(), pool.submit(dict, fn=1, self=2).result()
            yield isinstance(future, Future), wrong(pool.submit), isinstance(pool, concurrent.futures.Executor)
    """,
    "failing": """
        with ThreadPoolExecutor(max_workers=1) as pool:
            future = pool.submit(lambda: 1 / 0)
            yield attempt(future.result), repr(future.exception()), pool.submit(abs, -1).result(), wrong(pool.submit(sys.exit, 3).exception)
            yield type(pool.submit(sys.exit, 3).exception()).__name__, pool.submit(int).result()
    """,
    "a chain of errors": """
        def job():
            try: [][0]
            except IndexError as error: raise KeyError("k") from error
        with ThreadPoolExecutor(1) as pool:
            error = pool.submit(job).exception()
        yield repr(error), repr(error.__cause__), error.__suppress_context__
    """,
    "misused": """
        yield attempt(ThreadPoolExecutor, 0), attempt(ThreadPoolExecutor, max_workers=-1), attempt(ThreadPoolExecutor, initializer=3)
        pool = ThreadPoolExecutor()
        yield pool._max_workers > 0, pool.shutdown(), pool.shutdown(wait=False), attempt(pool.submit, int), attempt(pool.map, int, [1])
    """,
    "in with, then": """
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(int)
        yield future.done(), attempt(pool.submit, int), future.result()
        def fail():
            with ThreadPoolExecutor(1) as pool:
                futures.append(pool.submit(abs, -5))
                raise KeyError(1)
        futures = []
        yield attempt(fail), futures[0].done(), futures[0].result()
    """,
    "mapped": """
        with ThreadPoolExecutor(1) as pool:
            yield list(pool.map(abs, [-1, 2])), list(pool.map(int, [])), type(pool.map(int, [])).__name__
            yield list(pool.map(lambda a, b: a + b, "a", "xyz", timeout=60, chunksize=5))
        with ThreadPoolExecutor(2) as pool:
            yield list(pool.map(abs, [-1, 2]))
    """,
    "mapped with an error": """
        with ThreadPoolExecutor(1) as pool:
            results = pool.map(lambda n: 6 // n, [1, 0, 2])
            yield next(results), attempt(next, results), list(results), wrong(pool.map), wrong(pool.map, int, 3)
    """,
    "mapped, too late": """
        go = threading.Event()
        with ThreadPoolExecutor(1) as pool:
            results = pool.map(go.wait, [None], timeout=0.001)
            yield attempt(next, results), attempt(list, pool.map(go.wait, [None], timeout=0)), go.set()
    """,
    "mapped lazily": """
        seen = []
        with ThreadPoolExecutor(1) as pool:
            results = pool.map(seen.append, range(3))
        yield seen, list(results)
    """,
    "names of threads": """
        with ThreadPoolExecutor(1) as a, ThreadPoolExecutor(1, "own") as b, ThreadPoolExecutor(1, thread_name_prefix="") as c:
            yield [pool.submit(lambda: threading.current_thread().name).result() for pool in (a, b, c)]
            yield a.submit(lambda: threading.current_thread().daemon).result(), a.submit(threading.current_thread).result() in threading.enumerate()
    """,
    "one thread after another": """
        with ThreadPoolExecutor(4) as pool:
            names = [pool.submit(lambda: threading.current_thread().name).result() for _ in range(1)]
        yield names, len(pool._threads), threading.active_count()
    """,
    "initialised": """
        mine, seen = threading.local(), []
        def prepare(n, m):
            mine.n = n + m
            seen.append(threading.current_thread().name)
        with ThreadPoolExecutor(1, initializer=prepare, initargs=(1, 2)) as pool:
            yield pool.submit(lambda: mine.n).result(), seen, list(pool.map(lambda _: mine.n, range(2))), hasattr(mine, "n")
    """,
    "initialised with an error": """
        import logging
        logging.getLogger("concurrent.futures").disabled = True
        def prepare(): raise KeyError(1)
        pool = ThreadPoolExecutor(1, initializer=prepare)
        future = pool.submit(int)
        yield attempt(future.result), attempt(pool.submit, int), pool.shutdown()
        yield type(future.exception()).__name__, isinstance(future.exception(), concurrent.futures.BrokenExecutor)
    """,
    "cancelled": """
        go, started = threading.Event(), threading.Event()
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(lambda: [started.set(), go.wait()])
            second = pool.submit(int)
            started.wait()
            yield first.cancel(), first.running(), second.cancel(), second.cancelled(), second.running(), go.set()
        yield first.result(), wrong(second.result), second.done()
    """,
    "shut down with cancelling": """
        go, started = threading.Event(), threading.Event()
        pool = ThreadPoolExecutor(1)
        first = pool.submit(lambda: [started.set(), go.wait()])
        second, third = pool.submit(int), pool.submit(int)
        started.wait()
        yield pool.shutdown(wait=False, cancel_futures=True), second.cancelled(), third.cancelled(), go.set(), first.result()
        yield attempt(pool.submit, int), pool.shutdown(), wait([first, second, third], 0.001).done == {first}
    """,
    "shut down without waiting": """
        pool = ThreadPoolExecutor(1)
        future = pool.submit(abs, -2)
        yield pool.shutdown(wait=False), attempt(pool.submit, int), future.result(), pool.shutdown(True)
    """,
    "jobs that submit": """
        with ThreadPoolExecutor(2) as pool:
            yield pool.submit(lambda: pool.submit(abs, -3).result()).result()
    """,
    "callbacks": """
        seen = []
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(abs, -3)
            future.add_done_callback(lambda f: seen.append(f.result()))
        yield seen
    """,
    "subclassed": """
        class Counting(ThreadPoolExecutor):
            count = 0
            def submit(self, fn, /, *args, **kwargs):
                self.count += 1
                return super().submit(fn, *args, **kwargs)
        with Counting(1) as pool:
            yield list(pool.map(abs, [-1, -2])), pool.submit(int).result(), pool.count
    """,
    "an executor of one's own": """
        class Now(concurrent.futures.Executor):
            def submit(self, fn, /, *args, **kwargs):
                future = Future()
                try: future.set_result(fn(*args, **kwargs))
                except Exception as error: future.set_exception(error)
                return future
        with Now() as now:
            yield list(now.map(abs, [-1, 2])), attempt(now.submit(int, "x").result), now.shutdown()
        yield wrong(concurrent.futures.Executor().submit, int)
    """,
    "contexts": """
        variable = contextvars.ContextVar("v", default=0)
        variable.set(5)
        with ThreadPoolExecutor(1) as pool:
            yield pool.submit(variable.get).result(), pool.submit(contextvars.copy_context().run, variable.get).result()
            yield pool.submit(variable.set, 3).result() is not None, pool.submit(variable.get).result(), variable.get()
    """,
}


@pytest.mark.parametrize("script", FUTURE.values(), ids=FUTURE)
def test_a_future_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", WAIT.values(), ids=WAIT)
def test_futures_are_waited_for_like_the_real_ones(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", POOL.values(), ids=POOL)
def test_an_executor_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)
