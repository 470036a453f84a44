"""Call the student's `guarded` with tasks that tell who else is at work, and with tasks that fail."""

import threading


class Halt(BaseException):
    """Ends a task, and is no Exception."""


def value_of(student, value):
    """Return what comes back."""
    return student.guarded(lambda: value)


def at_once(student, count, pause):
    """Run tasks in several threads; each looks whether another one is at work while it is."""
    desk = threading.Lock()
    answers = [None] * count

    def call(number):
        answers[number] = student.guarded(lambda: alone(desk, pause))

    run_all([threading.Thread(target=call, args=(number,)) for number in range(count)])
    return answers


def alone(desk, pause):
    """Sit down at the one desk for as long as the task takes, and tell whether it was free."""
    if not desk.acquire(blocking=False):
        return "together"
    if pause:
        threading.Event().wait(timeout=pause)
    desk.release()
    return "alone"


def raised(student, halt):
    """Let a task raise, and compare what reaches the caller with what was raised; count the calls."""
    error = Halt("stop") if halt else ValueError("seven is not even")
    return {"raised": caught(student, error), "calls": len(CALLS)}


def free_for_the_same_thread(student, halt):
    """Call again after a task has failed."""
    error = Halt("stop") if halt else ValueError("seven is not even")
    return [caught(student, error), student.guarded(lambda: "after it")]


def free_for_others(student):
    """Let one thread's task fail while another thread wants its own to be done."""
    seen = {}

    def fail():
        seen["failed"] = caught(student, ValueError("seven is not even"))

    def work():
        seen["worked"] = student.guarded(lambda: "done")

    run_all([threading.Thread(target=fail), threading.Thread(target=work)])
    return seen


CALLS = []


def caught(student, error):
    """Return how `error`, raised by a task, reaches the caller."""

    def task():
        CALLS.append(error)
        raise error

    guarded = student.guarded
    try:
        guarded(task)
    except NotImplementedError:
        raise
    except BaseException as found:
        return "the same" if found is error else "another"
    return "none"


def run_all(threads):
    """Start all and wait for all."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
