"""Results lie in a dictionary under the place of their job."""

import threading


def run_all(jobs):
    results = {}
    threads = []
    for place in range(len(jobs)):

        def work(place=place):
            results[place] = jobs[place]()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return [results[place] for place in range(len(jobs))]


def names_seen(names):
    seen = {}
    threads = []
    for place, name in enumerate(names):
        thread = threading.Thread(target=lambda place=place: seen.update({place: threading.current_thread().name}))
        thread.name = name
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return [seen[place] for place in sorted(seen)]
