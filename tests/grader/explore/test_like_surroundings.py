"""What surrounds threads, against the real ones: time, random, context variables and the hooks of `threading`."""

import random
import sys
import threading
from typing import Any

import pytest

from tests.grader.explore.likeness import modelled, really

TIME = {
    "slept": """
        start = time.monotonic()
        yield time.sleep(0), time.sleep(0.001), time.sleep(False), time.monotonic() - start >= 0.001
        start = time.perf_counter()
        yield time.sleep(0.001), time.perf_counter() - start >= 0.001
    """,
    "misused": """
        yield attempt(time.sleep, -1), wrong(time.sleep), wrong(time.sleep, "1"), wrong(time.sleep, seconds=1)
        yield wrong(time.sleep, None), wrong(time.sleep, float("nan")), wrong(time.sleep, 1e300)
    """,
    "kinds": """
        clocks = "time monotonic perf_counter process_time thread_time".split()
        yield [type(getattr(time, name)()).__name__ for name in clocks]
        yield [type(getattr(time, name + "_ns")()).__name__ for name in clocks]
    """,
    "never backwards": """
        seen = [time.monotonic() for _ in range(300)] + [time.monotonic()]
        yield sorted(seen) == seen, abs(time.monotonic_ns() / 1e9 - time.monotonic()) < 1
        yield abs(time.time_ns() / 1e9 - time.time()) < 1, time.time() > 1e9
    """,
    "dates": """
        yield time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(0)), time.asctime(time.gmtime(0)), type(time.ctime()).__name__
        yield time.strftime("%Y", time.localtime(9e8)), abs(time.mktime(time.localtime()) - time.time()) < 2, len(time.strftime("%H:%M:%S"))
        yield time.ctime(0) == time.asctime(time.localtime(0)), time.gmtime().tm_year > 2000, len(time.asctime())
    """,
    "carried over by a join": """
        thread = threading.Thread(target=time.sleep, args=(0.01,))
        start = time.monotonic()
        yield thread.start(), thread.join(), time.monotonic() - start >= 0.01
    """,
    "an interval waited for": """
        start = time.monotonic()
        yield threading.Event().wait(0.01), 0.01 <= time.monotonic() - start < 5
        yield attempt(queue.Queue().get, timeout=0.01), 0.02 <= time.monotonic() - start < 5
    """,
}

RANDOM = {
    "seeded": """
        random.seed(3)
        yield random.random(), random.randint(1, 6), random.choice("abc"), random.sample(range(9), 3), random.uniform(1, 2)
        state = random.getstate()
        first = random.random()
        yield random.setstate(state), random.random() == first, random.getrandbits(8), random.gauss(0, 1)
        things = [1, 2, 3, 4]
        yield random.shuffle(things), things, random.choices("ab", weights=[1, 2], k=3), random.seed("word"), random.random()
    """,
    "generators of one's own": """
        own = random.Random(5)
        yield own.random(), own.randrange(7), isinstance(own, random.Random), random.Random("x").random(), own.seed(5), own.random()
        yield 0 <= random.Random().random() < 1, random.Random(x=4).random(), 0 <= random.SystemRandom().random() < 1
    """,
    "misused": """
        yield attempt(random.choice, []), attempt(random.randint, 2, 1)[0], attempt(random.sample, [1], 2)
    """,
    "exported": """
        yield [name for name in random.__all__ if not hasattr(random, name)], random.__name__
    """,
}

CONTEXT = {
    "empty in a new thread": """
        variable = contextvars.ContextVar("v", default="none")
        variable.set("main")
        yield other(variable.get, lambda: bool(variable.set("other")), variable.get), variable.get()
    """,
    "copied into a thread": """
        variable = contextvars.ContextVar("v")
        variable.set(1)
        context = contextvars.copy_context()
        yield other(lambda: context.run(variable.get), lambda: bool(context.run(variable.set, 2))), variable.get(), context[variable]
        yield other(lambda: attempt(variable.get)[0], lambda: len(contextvars.copy_context()))
    """,
    "put back": """
        variable = contextvars.ContextVar("v", default=0)
        token = variable.set(1)
        yield variable.get(), variable.reset(token), variable.get(), attempt(variable.reset, token)[0]
    """,
    "entered once": """
        context = contextvars.copy_context()
        yield attempt(context.run, context.run, int)[0], context.run(int)
    """,
    "of two threads by turns": """
        variable, go, back = contextvars.ContextVar("v", default=0), threading.Event(), threading.Event()
        seen = []
        def work():
            variable.set(7)
            go.set()
            back.wait()
            seen.append(variable.get())
        thread = threading.Thread(target=work)
        variable.set(1)
        thread.start()
        go.wait()
        seen.append(variable.get())
        variable.set(2)
        back.set()
        thread.join()
        yield seen, variable.get()
    """,
}

HOOKS = {
    "of new threads": """
        def hook(*args): return None
        yield threading.gettrace(), threading.getprofile(), threading.settrace(hook), threading.setprofile(hook)
        yield threading.gettrace() is hook, threading.getprofile() is hook, threading.settrace(None), threading.setprofile(None)
        yield threading.gettrace(), hasattr(threading, "settrace_all_threads")
    """,
    "size of stacks": """
        yield threading.stack_size(), threading.stack_size(1 << 20), threading.stack_size(), threading.stack_size(0)
        yield threading.stack_size(), attempt(threading.stack_size, 5), attempt(threading.stack_size, -1)
    """,
}


@pytest.mark.parametrize("script", TIME.values(), ids=TIME)
def test_time_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", RANDOM.values(), ids=RANDOM)
def test_random_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", CONTEXT.values(), ids=CONTEXT)
def test_context_variables_are_like_the_real_ones(script: str) -> None:
    assert modelled(script) == really(script)


@pytest.mark.parametrize("script", HOOKS.values(), ids=HOOKS)
def test_hooks_of_threads_are_like_the_real_ones(script: str) -> None:
    assert modelled(script) == really(script)


def test_a_program_s_hooks_stay_its_own() -> None:
    before = threading.gettrace(), threading.getprofile(), threading.stack_size(), sys.gettrace(), random.getstate()

    modelled("""
        threading.settrace(print)
        threading.setprofile(print)
        threading.stack_size(1 << 20)
        random.seed(1)
        for name in ("settrace_all_threads", "setprofile_all_threads"):
            getattr(threading, name, int)(*[print][:hasattr(threading, name)])
        yield 1
    """)

    assert before == (
        threading.gettrace(), threading.getprofile(), threading.stack_size(), sys.gettrace(), random.getstate()
    )  # fmt: skip


# Each thread draws from a stream of its own: what it draws depends on nobody else's turns.
def test_chance_is_the_same_in_every_execution_and_interleaving(explored: Any, values: Any) -> None:
    text = """
        import random, threading
        def draw(out, n):
            out[n] = random.random(), random.Random().random()
            random.seed()
        def main():
            out = [None, None]
            threads = [threading.Thread(target=draw, args=(out, n)) for n in range(2)]
            for t in threads: t.start()
            random.seed()
            for t in threads: t.join()
            return out, random.random()
        """

    first, second = values(explored(text)), values(explored(text))

    assert len(first) == 1
    assert first == second
    assert first[0][0][0][0] != first[0][0][1][0]
