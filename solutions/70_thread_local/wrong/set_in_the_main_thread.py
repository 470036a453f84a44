"""The student is set in the main thread, where the other threads do not see it.

test_two_threads_each_see_their_own_student: C401
test_three_threads_each_see_their_own_student: C401
test_a_second_class_gets_its_own_students: C401
test_each_name_has_a_thread_that_is_not_the_caller: C401
test_main_returns_when_all_have_ended: C401
"""

import threading

local = threading.local()


def process_student():
    return local.student


def process_thread(name, out):
    out[name] = process_student()


def main(names):
    out = {}
    threads = []
    for name in names:
        local.student = name
        threads.append(threading.Thread(target=process_thread, args=(name, out)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out
