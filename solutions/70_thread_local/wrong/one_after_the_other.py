"""Each thread is joined before the next one starts; so even a global would do.

test_each_name_has_a_thread_that_is_not_the_caller: W103
"""

import threading

student = None


def process_student():
    return student


def process_thread(name, out):
    global student
    student = name
    out[name] = process_student()


def main(names):
    out = {}
    for name in names:
        thread = threading.Thread(target=process_thread, args=(name, out))
        thread.start()
        thread.join()
    return out
