"""Call the student's `main` and look at the balance, at the two runs, and at who made them."""

import functools
import threading

caller = threading.current_thread()
runs = {"5": [], "8": [], "other": []}
changes = {"5": [], "8": [], "other": []}


def balance_left(student):
    """Call main() once, and look at the balance again when all is over."""
    return balances(student)


def balance_left_twice(student):
    """Call main() twice, with a balance that somebody has left before, and tell whether each changed it."""
    student.balance = 7
    first, changed = balances(student), any(changes.values())
    before = sum(map(len, changes.values()))
    second = balances(student)
    return {"balances": [first, second], "changed": [changed, sum(map(len, changes.values())) > before]}


def work_done(student):
    """Call main() and tell, when all is over, where each run was made and how often each amount was changed."""
    student.main()
    let_all_end()
    places = {n: ["caller" if run["thread"] is caller else "thread" for run in made] for n, made in runs.items()}
    return {"runs": places, "changes": {n: len(made) for n, made in changes.items()}}


def ends_seen(student):
    """Call main() and tell which runs have ended by the time it returns."""
    student.main()
    return {n: [run["ended"] for run in made] for n, made in runs.items()}


def overlap(student):
    """Call main() and tell whether a run was made in a thread that was alive before another run had ended."""
    student.main()
    let_all_end()
    every = [run for made in runs.values() for run in made]
    return any(
        later["thread"] in run["alive"] and later["thread"] not in (run["thread"], caller)
        for later in every
        for run in every
    )


def watched(run_thread):
    """Record of every run who makes it, and whether it has ended."""

    @functools.wraps(run_thread)
    def watched_run(*args, **kwargs):
        run = {"thread": threading.current_thread(), "ended": False}
        runs[kind(*args, **kwargs)].append(run)
        result = run_thread(*args, **kwargs)
        run["ended"] = True
        return result

    return watched_run


def witnessed(run_thread):
    """Record of every run who makes it, and who is alive just before it ends."""

    @functools.wraps(run_thread)
    def witnessed_run(*args, **kwargs):
        run = {"thread": threading.current_thread(), "alive": []}
        runs[kind(*args, **kwargs)].append(run)
        result = run_thread(*args, **kwargs)
        run["alive"] = threading.enumerate()
        return result

    return witnessed_run


def slow(run_thread):
    """Record of every run whether it has ended, and make it take twenty seconds longer."""

    @functools.wraps(run_thread)
    def slow_run(*args, **kwargs):
        run = {"ended": False}
        runs[kind(*args, **kwargs)].append(run)
        result = run_thread(*args, **kwargs)
        threading.Event().wait(timeout=20)
        run["ended"] = True
        return result

    return slow_run


def counted(change_it):
    """Count every change by its amount."""

    @functools.wraps(change_it)
    def counted_change(*args, **kwargs):
        changes[kind(*args, **kwargs)].append(True)
        return change_it(*args, **kwargs)

    return counted_change


def kind(n=None, *_args, **_kwargs):
    """Name the run or the change that is made with `n`."""
    return str(n) if type(n) is int and n in (5, 8) else "other"


def balances(student):
    """Return what main() returns, and the balance when all is over."""
    returned = student.main()
    let_all_end()
    return {"returned": returned, "balance afterwards": student.balance}


def let_all_end():
    """Wait for every thread that can end: a virtual clock gets to the time-out only when nothing else can happen."""
    for thread in threading.enumerate():
        if thread is not caller:
            thread.join(timeout=1)
