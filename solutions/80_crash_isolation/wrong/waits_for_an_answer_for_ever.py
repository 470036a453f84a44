"""queue.get() never returns when the child has died.

test_an_exit_is_told_by_its_code: D202
test_a_crash_is_told_by_its_signal: D202
test_a_huge_or_strange_answer_does_no_harm: D202
"""

from multiprocessing import Process, Queue


def work(queue, task):
    try:
        queue.put(("returned", task()))
    except Exception as error:
        queue.put(("raised", f"{type(error).__name__}: {error}"))


def run_isolated(task):
    queue = Queue()
    child = Process(target=work, args=(queue, task))
    child.start()
    answer = queue.get()
    child.join()
    return answer
