"""The spawn start method."""

import multiprocessing as mp

ctx = mp.get_context("spawn")


def body(task, conn):
    with conn:
        try:
            answer = ("returned", task())
        except Exception as exc:
            answer = ("raised", f"{type(exc).__qualname__}: {exc}")
        conn.send(answer)


def run_isolated(task):
    receiver, sender = ctx.Pipe(False)
    proc = ctx.Process(target=body, args=(task, sender))
    proc.start()
    sender.close()
    with receiver:
        try:
            answer = receiver.recv()
        except EOFError:
            answer = None
    proc.join()
    if answer is None:
        answer = ("died", proc.exitcode)
    proc.close()
    return answer
