"""Sends the exception itself; one that does not survive pickling takes the caller down.

test_an_exception_is_told_by_type_and_message: C401
"""

from multiprocessing import Pipe, Process


def report(task, line):
    try:
        outcome = "returned", task()
    except Exception as error:
        outcome = "raised", error
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
    if outcome and outcome[0] == "raised" and not isinstance(outcome[1], str):
        return "raised", f"{type(outcome[1]).__name__}: {outcome[1]}"
    return outcome or ("died", child.exitcode)
