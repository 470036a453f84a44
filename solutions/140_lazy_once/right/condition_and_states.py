"""Nothing, being made, there: three states under a condition."""

import threading

changed = threading.Condition()
state, thing = "nothing", None


def factory():
    return object()


def get_instance():
    global state, thing
    with changed:
        while state == "being made":
            changed.wait()
        if state == "there":
            return thing
        state = "being made"
    made = factory()
    with changed:
        state, thing = "there", made
        changed.notify_all()
    return made
