"""Futures are taken as they finish, and each remembers its place."""

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed


def run_all(jobs):
    if not jobs:
        return []
    results = list(jobs)
    pool = ThreadPoolExecutor(len(jobs))
    places = {pool.submit(job): place for place, job in enumerate(jobs)}
    for future in as_completed(places):
        results[places[future]] = future.result()
    pool.shutdown()
    return results


def name_it(name):
    threading.current_thread().name = name


def names_seen(names):
    seen = []
    for name in names:
        with ThreadPoolExecutor(1, initializer=name_it, initargs=(name,)) as pool:
            seen.append(pool.submit(lambda: threading.current_thread().name).result())
    return seen
