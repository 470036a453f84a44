"""main does not wait for its threads.

test_two_threads_each_see_their_own_student: R103
test_three_threads_each_see_their_own_student: R103
test_a_second_class_gets_its_own_students: R103
test_each_name_has_a_thread_that_is_not_the_caller: R104
test_main_returns_when_all_have_ended: W105
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
    for name in names:
        threading.Thread(target=process_thread, args=(name, out)).start()
    return out
