"""A SimpleQueue, watched together with the process's sentinel."""

from multiprocessing import Process, SimpleQueue, connection


def _work(queue, task):
    try:
        queue.put((True, task()))
    except Exception as error:
        queue.put((False, "%s: %s" % (error.__class__.__name__, error)))


def run_isolated(task):
    queue = SimpleQueue()
    p = Process(target=_work, args=(queue, task), daemon=True)
    p.start()
    connection.wait([queue._reader, p.sentinel])
    answer = None if queue.empty() else queue.get()
    p.join()
    queue.close()
    if answer is None:
        return ("died", p.exitcode)
    fine, what = answer
    return ("returned", what) if fine else ("raised", what)
