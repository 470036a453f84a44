"""The caller looks again and again whether a thread is still alive."""

import threading
import time


def run_all(jobs):
    results = [None] * len(jobs)

    def work(place):
        results[place] = jobs[place]()

    threads = []
    for place, _job in enumerate(jobs):
        threads.append(threading.Thread(target=work, args=[place]))
        threads[-1].start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.01)
    return results


def names_seen(names):
    seen = [None] * len(names)

    def work(place):
        seen[place] = threading.current_thread().name

    threads = [threading.Thread(target=work, args=(place,), name=name) for place, name in enumerate(names)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
