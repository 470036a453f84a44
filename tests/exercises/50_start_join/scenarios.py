"""Give the student's `run_all` jobs that tell where and when they run, and look for the threads of `names_seen`."""

import threading


def results_of(student, answers):
    """Run one job for each answer, which it returns."""
    return copied(student.run_all([giving(answer) for answer in answers]))


def results_again(student, answers, others):
    """Run one job for each answer, then jobs for other answers."""
    first = copied(student.run_all([giving(answer) for answer in answers]))
    return [first, copied(student.run_all([giving(answer) for answer in others]))]


def together(student, count):
    """Run jobs of which each goes on only when all the others are at work, and wait until every one has ended."""
    there = [threading.Lock() for _ in range(count + 1)]
    back = [threading.Lock() for _ in range(count)] + there[count:]
    for lock in there[1:] + back[:count]:
        lock.acquire()
    student.run_all([passing(there[i], there[i + 1], back[i + 1], back[i]) for i in range(count)])
    back[0].acquire()
    return count


def held_at_a_gate(student, count):
    """Run jobs each of which says its number and is held until the judge has counted them."""
    student.run_all([holding(i) for i in range(count)])
    return count


def places(student, count):
    """Tell, when all is over, where each job was run."""
    caller = threading.current_thread()
    places = [[] for _ in range(count)]
    student.run_all([telling(place, caller) for place in places])
    let_all_end()
    return places


def ends_seen(student, count):
    """Tell which jobs have ended by the time run_all returns."""
    ended = [False] * count
    student.run_all([marking(ended, i) for i in range(count)])
    return copied(ended)


def slow_job_ended(student):
    """Tell whether a job that takes twenty seconds has ended by the time run_all returns."""
    ended = []

    def job():
        threading.Event().wait(timeout=20)
        ended.append(True)
        return "slow"

    student.run_all([job])
    return bool(ended)


def same_job_twice(student):
    """Run one job twice, which has another answer every time."""
    answers = ["first", "second"]
    lock = threading.Lock()

    def job():
        with lock:
            return answers.pop()

    return copied(student.run_all([job, job]))


def names_of(student, names):
    """Ask for the names that the threads saw."""
    return copied(student.names_seen(names))


def names_carried(student, names):
    """Look once, at any time, which of the names a thread carries that is not the caller."""
    caller = threading.current_thread()
    carried = []

    def look():
        carried.extend(thread.name for thread in threading.enumerate() if thread is not caller)

    witness = threading.Thread(target=look, name="witness")
    witness.start()
    student.names_seen(names)
    witness.join()
    return {name: name in carried for name in names}


def giving(answer):
    """Make a job that returns `answer`."""
    return lambda: answer


def passing(come, go, come_back, go_back):
    """Make a job that hands a baton on to the next job, and hands it on once more when it comes back from there.

    The baton is with the last job only when all of them are at work; with locks that only their owner can
    open there is one way for this to happen, whatever the threads do, so it costs no interleavings.
    """

    def job():
        come.acquire()
        go.release()
        come_back.acquire()
        go_back.release()
        return "passed"

    return job


def holding(i):
    """Make a job that is held at a gate, where it says its number."""
    from grader.stage import gate

    def job():
        gate("at work", i)
        return "passed"

    return job


def telling(place, caller):
    """Make a job that writes down whether it is run by the caller."""

    def job():
        place.append("caller" if threading.current_thread() is caller else "thread")
        return "told"

    return job


def marking(ended, i):
    """Make a job that leaves a mark as the last thing it does."""

    def job():
        ended[i] = True
        return "marked"

    return job


def copied(seen):
    """Return what a list holds now, not later."""
    return [*seen] if isinstance(seen, list) else seen


def let_all_end():
    """Wait for every thread that can end: a virtual clock gets to the time-out only when nothing else can happen."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(timeout=1)
