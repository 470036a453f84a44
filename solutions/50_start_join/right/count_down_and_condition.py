"""The last thread to finish tells the caller, which then lets all of them end."""

import threading


def run_all(jobs):
    results = [[] for _ in jobs]
    left = len(jobs)
    changed = threading.Condition()

    def work(job, cell):
        nonlocal left
        answer = job()
        with changed:
            cell.append(answer)
            left -= 1
            changed.notify_all()

    threads = [threading.Timer(0, work, pair) for pair in zip(jobs, results)]
    for thread in threads:
        thread.start()
    with changed:
        while left:
            changed.wait()
    for thread in threads:
        thread.join()
    return [cell[0] for cell in results]


def names_seen(names):
    def with_name(name):
        def job():
            threading.current_thread().name = name
            return threading.current_thread().name

        return job

    return run_all([with_name(name) for name in names])
