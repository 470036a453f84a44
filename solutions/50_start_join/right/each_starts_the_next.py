"""Every thread starts the next one before it does its own job, and waits for it afterwards."""

import threading


def run_all(jobs):
    results = [None] * len(jobs)

    def work(place):
        if place == len(jobs):
            return
        following = threading.Thread(target=work, args=(place + 1,))
        following.start()
        results[place] = jobs[place]()
        following.join()

    first = threading.Thread(target=work, args=(0,))
    first.start()
    first.join()
    return results


def names_seen(names):
    def read_name():
        threading.current_thread().seen = threading.current_thread().name

    threads = [threading.Thread(None, read_name, name) for name in names]
    for thread in threads:
        thread.start()
        thread.join()
    return [thread.seen for thread in threads]
