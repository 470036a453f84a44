"""Every name is put in directly, so nobody notices that process_student is not written.

test_two_threads_each_see_their_own_student: W101
"""

import threading


def process_student():
    raise NotImplementedError


def process_thread(name, out):
    out[name] = name


def main(names):
    out = {}
    threads = [threading.Thread(target=process_thread, args=(name, out)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out
