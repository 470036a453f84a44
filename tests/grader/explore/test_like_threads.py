"""Thread, Timer and local against the real ones."""

import pytest

from tests.grader.explore.likeness import modelled, really

THREAD = {
    "by default": """
        thread = threading.Thread()
        yield thread.name, thread.daemon, thread.ident, thread.native_id, thread.is_alive(), thread.isDaemon()
        yield thread.start(), thread.join(), thread.is_alive(), thread.ident is None, repr(thread.run)[:13]
    """,
    "with everything": """
        seen = []
        thread = threading.Thread(None, lambda *args, **kwargs: seen.append((args, kwargs)), "t", (1, 2), {"a": 3}, daemon=True)
        yield thread.name, thread.daemon, thread.start(), thread.join(), seen, thread.name, thread.daemon
    """,
    "names": """
        def work(): pass
        class Own(threading.Thread): pass
        import functools
        kinds = [dict(), dict(target=work), dict(target=functools.partial(work)), dict(name="x"), dict(name=5), dict(name="")]
        yield [threading.Thread(**kind).name for kind in kinds], Own(target=work).name, Own().name
        yield threading.Timer(1, work).name, threading.Thread(target=[].append).name, threading.Thread(target=lambda: 1).name
    """,
    "renamed": """
        thread = threading.Thread()
        thread.name = "a"
        yield thread.name, thread.setName("b"), thread.getName(), setattr(thread, "name", 7), thread.name
        threading.current_thread().name = "me"
        yield threading.main_thread().name, setattr(threading.main_thread(), "name", "MainThread")
    """,
    "misused": """
        thread = threading.Thread(target=abs, args=(1,))
        yield attempt(thread.join), thread.start(), attempt(thread.start), thread.join(), attempt(thread.start)
        yield attempt(setattr, thread, "daemon", True), thread.join(), thread.join(0), thread.join(timeout=-1)
        yield attempt(threading.current_thread().join), attempt(threading.main_thread().start)
        yield attempt(threading.Thread, "group"), wrong(threading.Thread, nothing=1), attempt(setattr, thread, "ident", 1)[0]
        yield wrong(threading.Thread, None, int, "n", (), {}, True), attempt(threading.Thread(args=1).join)
    """,
    "joining itself": """
        seen = []
        thread = threading.Thread(target=lambda: seen.append(attempt(threading.current_thread().join)))
        yield thread.start(), thread.join(), seen
    """,
    "without __init__": """
        class Broken(threading.Thread):
            def __init__(self): pass
        broken = Broken()
        yield attempt(broken.start), attempt(broken.join), attempt(broken.is_alive), attempt(lambda: broken.name)
        yield attempt(lambda: broken.daemon), attempt(setattr, broken, "daemon", True), attempt(lambda: broken.ident)
        yield attempt(setattr, broken, "name", "x"), attempt(repr, broken), attempt(lambda: broken.native_id)
    """,
    "daemons": """
        seen = []
        def child(): seen.append(threading.Thread().daemon)
        parent = threading.Thread(target=child, daemon=True)
        yield parent.start(), parent.join(), seen, threading.Thread(daemon=0).daemon, threading.Thread(daemon="x").daemon
        other = threading.Thread()
        other.daemon = 1
        yield other.daemon, other.setDaemon(False), other.isDaemon()
    """,
    "subclassed": """
        class Own(threading.Thread):
            def __init__(self, n, **kwargs):
                super().__init__(**kwargs)
                self.n = n
            def run(self): self.result = self.n * 2, self.name, threading.current_thread() is self
            def join(self, timeout=None):
                super().join(timeout)
                return self.result
        own = Own(3, name="own", daemon=False)
        yield own.start(), own.join(), isinstance(own, threading.Thread), hash(own) == hash(own), own == own, own.run.__name__
    """,
    "subclassed, with attributes of any name": """
        class Own(threading.Thread):
            def __init__(self, **given):
                super().__init__()
                vars(self).update(given)
                self.number, self.label, self.task, self.started, self.serial, self.look = range(6)
            def run(self): self.result = self.number + self.label
        own = Own(clock=7, pending=8)
        yield own.start(), own.join(), own.result, own.task, own.started, own.serial, own.look, own.clock, own.pending
    """,
    "started twice": """
        thread = threading.Thread()
        yield attempt(thread.join), thread.start(), attempt(thread.start), thread.join(), attempt(thread.start), thread.join()
        yield attempt(threading.main_thread().start), attempt(threading.current_thread().join)
    """,
    "who runs": """
        thread = threading.Thread(target=lambda: seen.append((threading.current_thread() is thread, threading.get_ident() == thread.ident,
            threading.get_native_id() == thread.native_id, thread.is_alive(), threading.active_count())))
        seen = []
        yield thread.start(), thread.join(), seen, threading.active_count(), threading.enumerate() == [threading.main_thread()]
        yield threading.current_thread() is threading.main_thread(), threading.main_thread().is_alive()
        yield threading.get_ident() == threading.main_thread().ident, type(thread.ident), threading.main_thread().name
        yield threading.currentThread is not None, threading.main_thread().daemon, threading.TIMEOUT_MAX
    """,
    "while it runs": """
        go = threading.Event()
        thread = threading.Thread(target=go.wait, name="w")
        thread.start()
        yield thread.is_alive(), threading.active_count(), [one.name for one in threading.enumerate()]
        yield thread.join(0.001), thread.join(0), thread.join(-5), attempt(setattr, thread, "daemon", True), thread.is_alive()
        yield go.set(), thread.join(60), thread.is_alive(), thread in threading.enumerate()
    """,
    "its text": """
        go = threading.Event()
        thread = threading.Thread(target=go.wait, name="w", daemon=True)
        yield repr(thread), thread.start(), repr(thread).replace(str(thread.ident), "N"), go.set(), thread.join()
        yield repr(thread).replace(str(thread.ident), "N"), str(threading.main_thread()).split("(")[0]
    """,
    "run, not started": """
        seen = []
        thread = threading.Thread(target=seen.append, args=(1,))
        yield thread.run(), seen, thread.is_alive(), attempt(thread.join), wrong(thread.run), seen
    """,
    "arguments it holds": """
        thread = threading.Thread(target=int, args=[1], kwargs={})
        yield thread._args, thread._kwargs, thread._target, thread.start(), thread.join(), hasattr(thread, "_target")
    """,
    "exit": """
        seen = []
        def work():
            seen.append(1)
            sys.exit(3)
        threading.excepthook = lambda args: seen.append(args.exc_type)
        yield other(lambda: attempt(int)), seen, other(work), seen
    """,
    "its exception": """
        seen = []
        def hook(args):
            seen.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name, len(args)))
        threading.excepthook = hook
        thread = threading.Thread(target=lambda: 1 / 0, name="t")
        yield thread.start(), thread.join(), seen, thread.is_alive()
    """,
    "a hook that fails": """
        def hook(args): raise ValueError
        threading.excepthook = hook
        sys.excepthook = lambda *args: None
        thread = threading.Thread(target=lambda: 1 / 0)
        yield thread.start(), thread.join(), thread.is_alive()
    """,
    "a hook put back": """
        seen, old = [], threading.excepthook
        threading.excepthook = lambda args: seen.append(args.exc_type.__name__)
        yield other(lambda: [][0]), seen
        threading.excepthook = old
        yield other(lambda: [][0]), seen, callable(old), callable(threading.__excepthook__)
    """,
    "traced": """
        yield threading.gettrace(), threading.getprofile(), threading.settrace(None), threading.setprofile(None)
        yield threading.stack_size(), wrong(threading.stack_size, -1)
    """,
    "threads of threads": """
        seen = []
        def outer():
            inner = threading.Thread(target=seen.append, args=("inner",))
            inner.start()
            inner.join()
            seen.append("outer")
        yield other(outer), seen
    """,
    "copied": """
        import copy
        yield wrong(copy.deepcopy, [threading.Thread()])
    """,
    "a list of threads": """
        threads = [threading.Thread(target=abs, args=(n,)) for n in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        yield len(set(threads)), sorted({thread.name for thread in threads}), len({id(t) for t in threads})
        yield threads[0] == threads[1], threads.index(threads[2]), {threads[0]: 1}[threads[0]]
    """,
    "identifiers": """
        thread = threading.Thread()
        yield thread.start(), thread.join(), isinstance(thread.ident, int), isinstance(thread.native_id, int), thread.ident > 0
    """,
    "exported": """
        yield [name for name in threading.__all__ if not hasattr(threading, name)], callable(threading.local)
        import threading as again
        from threading import Thread, Lock
        yield again is threading, Thread is threading.Thread, Lock is threading.Lock, threading.__name__
    """,
}

TIMER = {
    "fired": """
        seen = []
        timer = threading.Timer(0.001, lambda *args, **kwargs: seen.append((args, kwargs)), [1], {"a": 2})
        yield timer.start(), timer.join(), seen, timer.finished.is_set(), timer.is_alive(), timer.cancel(), timer.interval
    """,
    "with keywords": """
        seen = []
        timer = threading.Timer(interval=0, function=seen.append, args=(3,), kwargs=None)
        yield timer.daemon, isinstance(timer, threading.Thread), timer.start(), timer.join(), seen, timer.args, timer.kwargs
    """,
    "cancelled": """
        seen = []
        timer = threading.Timer(50, seen.append, (2,))
        yield timer.start(), timer.cancel(), timer.join(), seen, timer.cancel()
        early = threading.Timer(0, seen.append, (3,))
        yield early.cancel(), early.start(), early.join(), seen
    """,
    "misused": """
        yield wrong(threading.Timer), wrong(threading.Timer, 1), attempt(threading.Timer(1, int).join)
    """,
    "subclassed": """
        class Twice(threading.Timer):
            def run(self):
                for _ in range(2):
                    self.finished.wait(self.interval)
                    self.function(*self.args, **self.kwargs)
        seen = []
        twice = Twice(0, seen.append, ["x"])
        yield twice.start(), twice.join(), seen
    """,
}

LOCAL = {
    "apart": """
        mine = threading.local()
        mine.x = 1
        yield other(lambda: hasattr(mine, "x"), lambda: setattr(mine, "x", 2), lambda: mine.x, lambda: vars(mine)), mine.x
        yield mine.__dict__, sorted(vars(mine)), delattr(mine, "x"), hasattr(mine, "x"), attempt(delattr, mine, "x")
        yield getattr(mine, "y", 5), attempt(getattr, mine, "y")[0], attempt(setattr, mine, "__dict__", {})
        yield wrong(delattr, mine, "__dict__")
    """,
    "missing in another thread": """
        mine = threading.local()
        mine.x = 1
        yield other(lambda: attempt(lambda: mine.x), lambda: getattr(mine, "x", None))
    """,
    "subclassed": """
        class Mine(threading.local):
            kind, made = "shared", []
            def __init__(self, n, *, m=0):
                self.n = n
                self.made.append(m)
            def twice(self): return self.n * 2
            @property
            def half(self): return self.n / 2
        mine = Mine(3, m=4)
        mine.n += 1
        yield other(lambda: (mine.n, mine.kind, mine.twice(), mine.half, sorted(vars(mine)))), mine.n, Mine.made
        mine.kind = "own"
        yield mine.kind, other(lambda: mine.kind), isinstance(mine, threading.local)
    """,
    "subclassed with slots": """
        class Mine(threading.local):
            __slots__ = ("shared",)
        mine = Mine()
        mine.shared = 1
        mine.own = 2
        yield other(lambda: mine.shared, lambda: attempt(lambda: mine.own)[0], lambda: setattr(mine, "shared", 3)), mine.shared
    """,
    "misused": """
        yield attempt(threading.local, 1), attempt(threading.local, a=1)
        class NoInit(threading.local): pass
        yield attempt(NoInit, 1)
    """,
    "holding containers": """
        mine = threading.local()
        mine.things = []
        def add():
            if not hasattr(mine, "things"): mine.things = ["own"]
            mine.things.append(threading.current_thread().name)
            return mine.things
        yield add(), other(add), mine.things
    """,
    "as a base of two": """
        class A(threading.local): x = 1
        a, b = A(), A()
        a.x = 2
        yield a.x, b.x, A.x, a == b, a == a, type(a).__name__, other(lambda: (a.x, b.x))
    """,
    "copied": """
        import copy
        yield attempt(copy.deepcopy, threading.local())
    """,
    "deferred": """
        from threading import local
        mine = local()
        mine.__dict__.update(a=1)
        mine.__dict__["b"] = 2
        yield mine.a, mine.b, other(lambda: mine.__dict__)
    """,
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("script", THREAD.values(), ids=THREAD)
def test_a_thread_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", TIMER.values(), ids=TIMER)
def test_a_timer_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", LOCAL.values(), ids=LOCAL)
def test_a_local_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)
