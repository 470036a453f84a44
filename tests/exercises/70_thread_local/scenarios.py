"""What is done with the student's main(names); every run starts with a fresh module."""

import functools
import threading

CALLS = []


def watched(process_thread):
    """Write down in which thread each call of process_thread happens, and beside whom."""

    @functools.wraps(process_thread)
    def call(*args, **kwargs):
        me = threading.current_thread()
        beside = any(other is not me and other.is_alive() for other in CALLS)
        CALLS.append(me)
        TOGETHER.append(beside)
        return process_thread(*args, **kwargs)

    return call


TOGETHER = []
ANSWERS = []


def heard(process_student):
    """Write down what each call of process_student answers."""

    @functools.wraps(process_student)
    def call(*args, **kwargs):
        answer = process_student(*args, **kwargs)
        ANSWERS.append(answer)
        return answer

    return call


def students(student, names):
    """Run main once."""
    return {"out": student.main(list(names))}


def students_twice(student, names, others):
    """Run main twice, with other names."""
    first = student.main(list(names))
    return {"out": student.main(list(others)), "first": first}


def answers(student, names):
    """Run main once and see what process_student has answered."""
    student.main(list(names))
    return {"process_student answered": [*ANSWERS]}


def places(student, names):
    """Run main once and see in which threads process_thread was called."""
    caller = threading.current_thread()
    student.main(list(names))
    return {
        "calls": len(CALLS),
        "in_caller": any(thread is caller for thread in CALLS),
        "together": any(TOGETHER),
    }


def ended(student, names):
    """Run main once and see whether all names are there as soon as it returns."""
    return {"names": sorted(student.main(list(names)))}
