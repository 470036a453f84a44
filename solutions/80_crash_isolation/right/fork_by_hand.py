"""os.fork, a pipe and pickle."""

import os
import pickle
import sys


def run_isolated(task):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(r)
            try:
                data = pickle.dumps(("returned", task()))
            except SystemExit as error:
                code = error.code or 0
                raise
            except Exception as error:
                data = pickle.dumps(("raised", f"{type(error).__name__}: {error}"))
            with os.fdopen(w, "wb") as out:
                out.write(data)
            code = 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    os.close(w)
    with os.fdopen(r, "rb") as inp:
        data = inp.read()
    _, status = os.waitpid(pid, 0)
    if data:
        return pickle.loads(data)
    return "died", os.waitstatus_to_exitcode(status)
