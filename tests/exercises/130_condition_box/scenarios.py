"""Put things into the student's boxes and take them out, from one thread and from several."""

import threading


def in_and_out(student, values):
    """Put and get in turn, in one thread."""
    box = student.Box()
    seen = []
    for value in values:
        box.put(value)
        seen.append(box.get())
    return seen


def second_put(student):
    """Tell whether a second put came back before the first value was taken out, and what came out."""
    box = student.Box()
    marks = {"taking": False}

    def put_both():
        box.put("first")
        box.put("second")
        marks["early"] = not marks["taking"]

    putter = threading.Thread(target=put_both)
    putter.start()
    marks["taking"] = True
    seen = [box.get(), box.get()]
    putter.join()
    return {"seen": seen, "early": marks["early"]}


def slow_taker(student):
    """Take the first value out only after a long while."""
    box = student.Box()
    putter = threading.Thread(target=lambda: [box.put("first"), box.put("second")])
    putter.start()
    threading.Event().wait(timeout=60)
    seen = [box.get(), box.get()]
    putter.join()
    return seen


def two_who_put(student):
    """Let two wait for room, make room once, and tell how many have come back when nothing more can happen."""
    box = student.Box()
    box.put("first")
    back = []

    def put(value):
        box.put(value)
        back.append(value)

    putters = [threading.Thread(target=put, args=(value,)) for value in ("second", "third")]
    for putter in putters:
        putter.start()
    first = box.get()
    for putter in putters:
        putter.join(timeout=1)
    count = len(back)
    rest = sorted([box.get(), box.get()])
    for putter in putters:
        putter.join()
    return {"first": first, "back": count, "rest": rest}


def early_get(student, pause):
    """Get in one thread what another one puts, after a long while if there is a pause."""
    box = student.Box()
    seen = []
    getter = threading.Thread(target=lambda: seen.append(box.get()))
    getter.start()
    if pause:
        threading.Event().wait(timeout=pause)
    box.put("late")
    getter.join()
    return seen


def many(student, puts, gets):
    """Let one thread for each list of values put them, and one thread for each number get so many."""
    box = student.Box()
    seen = [[] for _ in gets]

    def put_all(values):
        for value in values:
            box.put(value)

    def get_all(mine, count):
        for _ in range(count):
            mine.append(box.get())

    threads = [threading.Thread(target=put_all, args=(values,)) for values in puts]
    threads += [threading.Thread(target=get_all, args=one) for one in zip(seen, gets, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted([value for mine in seen for value in mine], key=repr)


def two_boxes(student):
    """Fill two boxes and empty them again."""
    one, other = student.Box(), student.Box()
    one.put("one")
    other.put("other")
    return [other.get(), one.get()]
