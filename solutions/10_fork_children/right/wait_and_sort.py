"""os.wait for whoever ends first, then sorted by pid number."""

from os import _exit, close, fork, getpid, getppid, pipe, read, wait, waitpid, write


def introduce():
    r, w = pipe()
    child = fork()
    if not child:
        try:
            write(w, b"%d,%d" % (getpid(), getppid()))
        except BaseException:
            _exit(1)
        _exit(0)
    close(w)
    data = b""
    while more := read(r, 64):
        data += more
    close(r)
    waitpid(child, 0)
    mine, parent = data.decode().split(",")
    return (child, int(mine), int(parent))


def spawn(n):
    number_of = {}
    for i in range(n):
        pid = fork()
        if pid == 0:
            _exit(i)
        number_of[pid] = i
    codes = [None] * n
    while number_of:
        pid, status = wait()
        codes[number_of.pop(pid)] = status >> 8
    return codes
