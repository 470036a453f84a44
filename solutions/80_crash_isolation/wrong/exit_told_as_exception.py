"""except BaseException in the child catches SystemExit too.

test_an_exit_is_told_by_its_code: W101
"""

from multiprocessing import Pipe, Process


def report(task, line):
    try:
        outcome = "returned", task()
    except BaseException as error:
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
    return outcome or ("died", child.exitcode)
