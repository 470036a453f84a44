"""The child is not waited for: a zombie is left, and its exit code is not known.

test_what_a_task_returns_arrives: L303
test_the_task_runs_in_another_process_while_the_caller_waits: L303
test_an_exit_is_told_by_its_code: W101
test_a_crash_is_told_by_its_signal: W101
test_a_huge_or_strange_answer_does_no_harm: L303
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
    return outcome or ("died", None)
