"""Give the student's `run_limited` jobs that tell who is at work, that wait for one another, and that fail."""

import threading


def called(student, count, limit):
    """Tell how often each job was called."""
    calls = [[] for _ in range(count)]
    student.run_limited([lambda mine=mine: mine.append("called") for mine in calls], limit)
    let_all_end()
    return [len(mine) for mine in calls]


def places(student, count, limit, pause):
    """Let every job sit down for a while at one of so many desks as the limit allows; tell whether one found none."""
    desks = [threading.Lock() for _ in range(limit)]
    answers = []
    student.run_limited([lambda: answers.append(seated(desks, pause)) for _ in range(count)], limit)
    let_all_end()
    return sorted(answers)


def seated(desks, pause):
    """Take a desk that is free, and give it back."""
    for desk in desks:
        if desk.acquire(blocking=False):
            if pause:
                threading.Event().wait(timeout=pause)
            desk.release()
            return "seated"
    return "too many"


def meeting(student, limit):
    """Let so many jobs as the limit allows pass a baton on and back again, which takes all of them at once.

    With locks that only their owner can open there is one way for this to happen, so it costs no interleavings.
    """
    there = [threading.Lock() for _ in range(limit + 1)]
    back = [threading.Lock() for _ in range(limit)] + there[limit:]
    for lock in there[1:] + back[:limit]:
        lock.acquire()
    met = []

    def passing(place):
        def job():
            there[place].acquire()
            there[place + 1].release()
            back[place + 1].acquire()
            back[place].release()
            met.append("met")

        return job

    student.run_limited([passing(place) for place in range(limit)], limit)
    let_all_end()
    return len(met)


def failing(student, limit, fails):
    """Let some of the jobs raise; tell which of the others were done."""
    done = []
    student.run_limited([job_of(number, fail, done) for number, fail in enumerate(fails)], limit)
    let_all_end()
    return sorted(done)


def job_of(number, fail, done):
    """Make a job that raises, or one that is done."""

    def job():
        if fail:
            raise ValueError(f"job {number} fails")
        done.append(number)

    return job


def ended(student, count, limit, pause):
    """Tell which jobs have ended by the time run_limited returns."""
    marks = [False] * count

    def job_at(place):
        def job():
            if pause:
                threading.Event().wait(timeout=pause)
            marks[place] = True

        return job

    student.run_limited([job_at(place) for place in range(count)], limit)
    return [*marks]


def let_all_end():
    """Wait for every thread that can end: a virtual clock gets to the time-out only when nothing else can happen."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(timeout=1)
