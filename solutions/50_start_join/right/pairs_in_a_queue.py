"""Every thread puts its place and its result into a queue; they are sorted afterwards."""

import queue
import threading


def gathered(jobs, names):
    answers = queue.Queue()
    threads = []
    for place, (job, name) in enumerate(zip(jobs, names)):
        threads.append(threading.Thread(target=lambda p=place, j=job: answers.put((p, j())), name=name))
    for thread in threads:
        thread.start()
    pairs = [answers.get() for _ in threads]
    for thread in threads:
        thread.join()
    return [result for _, result in sorted(pairs, key=lambda pair: pair[0])]


def run_all(jobs):
    return gathered(jobs, [None] * len(jobs))


def names_seen(names):
    return gathered([lambda: threading.current_thread().name] * len(names), names)
