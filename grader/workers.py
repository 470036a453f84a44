"""Several things at once on this machine; each is given back as soon as it is done."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

from grader import judging, watch
from grader.sandbox import cgroup

Item = TypeVar("Item")
Made = TypeVar("Made")


class Workers(Protocol):
    """A map that does several things at once and does not keep their order.

    A result that had to wait for a slower one before it would be in nobody's store yet, and lost if we are killed.
    """

    def __call__(self, work: Callable[[Item], Made], items: Iterable[Item], /) -> Iterator[tuple[Item, Made]]:
        """Give every item with `work(item)`, as they come; `items` is read only as far as there is room for them."""


@contextmanager
def workers(jobs: int, close: Callable[[], None] = judging.close) -> Iterator[Workers]:
    """Give a map over `jobs` threads, each of which waits for one judge; leave no process behind.

    `close` ends the judges that nobody needs any more.
    """
    watch.adopt_orphans()
    pool = ThreadPoolExecutor(jobs)

    def each(work: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[tuple[Item, Made]]:
        waiting, flying = iter(items), dict[Future[Made], Item]()
        while True:
            for item in islice(waiting, jobs + 1 - len(flying)):  # one more, so that nobody waits for us
                flying[pool.submit(work, item)] = item
            if not flying:
                return
            for done in wait(flying, return_when=FIRST_COMPLETED).done:
                yield flying.pop(done), done.result()

    try:
        yield each
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        close()
        watch.end_children()
        cgroup.sweep()  # a judge that was ended has left its sandbox's group
        pool.shutdown()
