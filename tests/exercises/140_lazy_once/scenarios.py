"""Put another factory into the student's module, and compare what everybody gets with what it has made."""

import threading


class Thing:
    """Something that is made, and finished some time later."""

    finished = False


def one_by_one(student, count, empty):
    """Ask several times in one thread; tell how many were made, and whether each answer is the first of them."""
    made = replace(student, 0, empty)
    answers = [student.get_instance() for _ in range(count)]
    return {"made": len(made), "same": [answer is made[0] if made else False for answer in answers]}


def before(student):
    """Tell how many were made before anybody asked, and after."""
    made = replace(student, 0, False)
    early = len(made)
    student.get_instance()
    return [early, len(made)]


def at_once(student, count, pause):
    """Ask in several threads at once; tell how many were made, and what each of the threads got."""
    made = replace(student, pause, False)
    answers = [None] * count

    def ask(number):
        found = student.get_instance()
        right = bool(made) and found is made[0]
        answers[number] = (
            "nothing" if found is None else "another" if not right else "it" if found.finished else "early"
        )

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"made": len(made), "got": answers}


def replace(student, pause, empty):
    """Put a factory in place that writes down what it makes; return the list of all that was made."""
    made = []

    def factory():
        thing = [] if empty else Thing()
        made.append(thing)
        if pause:
            threading.Event().wait(timeout=pause)
        if not empty:
            thing.finished = True
        return thing

    student.get_instance  # noqa: B018  (a missing function is named before anything else)
    student.factory = factory
    return made
