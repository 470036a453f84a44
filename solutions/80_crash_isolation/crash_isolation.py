"""Reference: the child sends its answer through a pipe; if none comes, the exit code tells."""

from multiprocessing import Pipe, Process


def report(task, line):
    """Run the task in the child and send what became of it; an exit or a crash sends nothing."""
    try:
        outcome = "returned", task()
    except Exception as error:
        outcome = "raised", f"{type(error).__name__}: {error}"
    try:
        line.send(outcome)
    except Exception as error:  # the value cannot be sent
        line.send(("raised", f"{type(error).__name__}: {error}"))


def run_isolated(task):
    """Run the function `task` (it takes no arguments) so that nothing it does takes the caller down, and return

    * ("returned", value) if it returned,
    * ("raised", "TypeName: message") if it raised an exception,
    * ("died", exit code) if its process ended in another way; the code is negative for a signal.
    """
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
