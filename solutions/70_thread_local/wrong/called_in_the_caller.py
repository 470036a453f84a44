"""The function is called instead of handed over: everything happens in the caller, one after another.

test_each_name_has_a_thread_that_is_not_the_caller: W104
"""

import threading

local = threading.local()


def process_student():
    return local.student


def process_thread(name, out):
    local.student = name
    out[name] = process_student()


def main(names):
    out = {}
    threads = [threading.Thread(target=process_thread(name, out)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out
