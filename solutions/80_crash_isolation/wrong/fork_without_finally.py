"""An answer that cannot be pickled takes the child out of run_isolated, back into the code that called it.

test_a_huge_or_strange_answer_does_no_harm: W107
"""

import os
import pickle


def run_isolated(task):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(r)
        try:
            answer = ("returned", task())
        except Exception as error:
            answer = ("raised", f"{type(error).__name__}: {error}")
        with os.fdopen(w, "wb") as line:
            line.write(pickle.dumps(answer))
        os._exit(0)
    os.close(w)
    with os.fdopen(r, "rb") as line:
        data = line.read()
    _, status = os.waitpid(pid, 0)
    return pickle.loads(data) if data else ("died", os.waitstatus_to_exitcode(status))
