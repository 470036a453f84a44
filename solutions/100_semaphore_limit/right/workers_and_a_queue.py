"""So many workers take jobs out of a queue until it is empty."""

import queue
import threading


def work(todo):
    while True:
        try:
            job = todo.get_nowait()
        except queue.Empty:
            return
        try:
            job()
        except Exception as error:
            print("a job failed:", error)


def run_limited(jobs, limit):
    todo = queue.SimpleQueue()
    for job in jobs:
        todo.put(job)
    workers = [threading.Thread(target=work, args=(todo,)) for _ in range(limit)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return "done"
