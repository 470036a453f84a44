"""A lock guards the writing of a global variable, but not the time until it is read.

test_two_threads_each_see_their_own_student: R103
test_three_threads_each_see_their_own_student: R103
test_a_second_class_gets_its_own_students: R103
"""

import threading

student = None
lock = threading.Lock()


def process_student():
    return student


def process_thread(name, out):
    global student
    with lock:
        student = name
    out[name] = process_student()


def main(names):
    out = {}
    threads = [threading.Thread(target=process_thread, args=(name, out)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out
