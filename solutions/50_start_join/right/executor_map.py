"""An executor with one thread for each job; the names are set inside."""

import threading
from concurrent.futures import ThreadPoolExecutor


def run_all(jobs):
    with ThreadPoolExecutor(max_workers=len(jobs) or 1) as pool:
        return list(pool.map(lambda job: job(), jobs))


def names_seen(names):
    def carry(name):
        thread = threading.current_thread()
        thread.name = name
        return thread.name

    with ThreadPoolExecutor(max_workers=len(names) or 1) as pool:
        return list(pool.map(carry, names))
