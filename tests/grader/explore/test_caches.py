"""The caches of `functools` under every interleaving, and against the real ones."""

from typing import Any

import pytest

from tests.grader.explore.likeness import modelled, really

CACHES = {
    "lru_cache": "@functools.lru_cache\ndef compute(n): made.append(n); return n",
    "lru_cache with a size": "@functools.lru_cache(maxsize=4)\ndef compute(n): made.append(n); return n",
    "cache": "@functools.cache\ndef compute(n): made.append(n); return n",
    "cached_property": (
        "class C:\n    @functools.cached_property\n    def p(self): made.append(1); return 1\nc = C()\n"
        "def compute(n): return c.p"
    ),
}


@pytest.mark.parametrize("name", CACHES)
def test_two_threads_that_ask_at_once_may_both_compute(explored: Any, values: Any, name: str) -> None:
    cache = CACHES[name].replace("\n", "\n        ")
    table = explored(
        f"""
        import functools, threading
        made = []
        {cache}
        def main():
            threads = [threading.Thread(target=compute, args=(1,)) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return len(made)
        """
    )

    assert values(table) == [1, 2]
    assert table.complete


# A lock around the cached call: whoever comes second finds the value; 2 orders.
def test_a_cache_behind_a_lock_is_filled_once(explored: Any, values: Any) -> None:
    table = explored(
        """
        import functools, threading
        made, lock = [], threading.Lock()
        @functools.cache
        def compute(): made.append(1)
        def work():
            with lock: compute()
        def main():
            threads = [threading.Thread(target=work) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return len(made)
        """
    )

    assert (values(table), table.executions) == ([1], 2)


def test_different_arguments_have_nothing_to_do_with_each_other(explored: Any, values: Any) -> None:
    table = explored(
        """
        import functools, threading
        @functools.cache
        def square(n): return n * n
        def main():
            threads = [threading.Thread(target=square, args=(n,)) for n in range(3)]
            for t in threads: t.start()
            for t in threads: t.join()
            return square(2)
        """
    )

    assert (values(table), table.executions) == ([4], 1)


ALONE = {
    "hits and misses": """
        import functools
        made = []
        @functools.lru_cache(maxsize=2)
        def f(n, *, k=0): made.append(n); return n + k
        yield f(1), f(1), f(2, k=1), f(3), f(1), made, f.cache_info(), f.cache_parameters(), f.__name__, f.cache_clear(), f.cache_info()
        yield wrong(f, []), attempt(functools.lru_cache, maxsize="x"), functools.lru_cache(None, True)(abs)(-1)
    """,
    "of methods and properties": """
        import functools
        class C:
            made = 0
            @functools.cache
            def m(self): return 1
            @functools.cached_property
            def p(self):
                self.made += 1
                return self.made
        c = C()
        yield c.m(), c.p, c.p, vars(c), isinstance(C.p, functools.cached_property)
        del c.p
        yield c.p, C.p.attrname
        class Slots:
            __slots__ = ()
            p = functools.cached_property(len)
        yield wrong(lambda: Slots().p)
    """,
}  # fmt: skip


@pytest.mark.parametrize("script", ALONE.values(), ids=ALONE)
def test_a_cache_is_like_the_real_one(script: str) -> None:
    assert modelled(script) == really(script)
