"""The child is joined before its answer has been read: 10 MB do not fit into the pipe.

test_a_huge_or_strange_answer_does_no_harm: D202
"""

from multiprocessing import Pipe, Process


def work(line, task):
    try:
        answer = "returned", task()
    except Exception as error:
        answer = "raised", f"{type(error).__name__}: {error}"
    line.send(answer)


def run_isolated(task):
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs, task))
    child.start()
    theirs.close()
    child.join()
    try:
        return ours.recv()
    except EOFError:
        return "died", child.exitcode
