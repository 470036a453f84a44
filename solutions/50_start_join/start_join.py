"""Start several threads, wait for all of them, and collect what they found out."""

import threading
from collections.abc import Callable


def run_all(jobs: list[Callable[[], object]]) -> list:
    """Run every job in a thread of its own, all at the same time; return their results in the order of jobs."""
    results = [None] * len(jobs)

    def work(place: int, job: Callable[[], object]) -> None:
        results[place] = job()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def names_seen(names: list[str]) -> list[str]:
    """Run one thread for each name, carrying that name; return what current_thread().name said in each."""
    seen = [""] * len(names)

    def work(place: int) -> None:
        seen[place] = threading.current_thread().name

    threads = [threading.Thread(target=work, args=(place,), name=name) for place, name in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
