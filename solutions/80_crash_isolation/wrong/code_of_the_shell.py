"""Tells a signal as 128 plus its number, as a shell does.

test_a_crash_is_told_by_its_signal: W101
"""

from multiprocessing import Pipe, Process


def report(task, line):
    try:
        outcome = "returned", task()
    except Exception as error:
        outcome = "raised", f"{type(error).__name__}: {error}"
    try:
        line.send(outcome)
    except Exception as error:
        line.send(("raised", f"{type(error).__name__}: {error}"))


def run_isolated(task):
    ours, theirs = Pipe(duplex=False)
    child = Process(target=report, args=(task, theirs))
    child.start()
    theirs.close()
    try:
        outcome = ours.recv()
    except EOFError:
        outcome = None
    child.join()
    return outcome or ("died", child.exitcode if child.exitcode >= 0 else 128 - child.exitcode)
