"""The text does not name the type of the exception.

test_an_exception_is_told_by_type_and_message: W101
"""

from multiprocessing import Pipe, Process


def report(task, line):
    try:
        outcome = "returned", task()
    except Exception as error:
        outcome = "raised", str(error)
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
    return outcome or ("died", child.exitcode)
