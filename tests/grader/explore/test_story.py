from typing import Any

from grader.explore import explore


def test_a_lost_update_reads_like_a_story(program: Any) -> None:
    racy = program(
        """
        import threading
        x = 0
        def add(n):
            global x
            x = x + n
        def main():
            threads = [threading.Thread(target=add, args=(n,), name=f"add {n}") for n in (1, 2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return x
        """
    )

    lost = next(outcome for outcome in explore(racy).outcomes if outcome.value == 1)

    told = [(s.thread, s.line, s.source, s.action, s.name, s.value) for s in lost.story]
    assert told == [
        ("MainThread", 9, "for t in threads: t.start()", "start", "add 1", None),
        ("MainThread", 9, "for t in threads: t.start()", "start", "add 2", None),
        ("add 1", 6, "x = x + n", "read", "x", "0"),
        ("add 2", 6, "x = x + n", "read", "x", "0"),
        ("add 2", 6, "x = x + n", "write", "x", "2"),
        ("add 2", None, "", "end", "add 2", None),
        ("add 1", 6, "x = x + n", "write", "x", "1"),
        ("add 1", None, "", "end", "add 1", None),
        ("MainThread", 10, "for t in threads: t.join()", "join", "add 1", None),
        ("MainThread", 10, "for t in threads: t.join()", "join", "add 2", None),
    ]


def test_a_call_of_the_library_is_one_step(program: Any) -> None:
    meeting = program(
        """
        import threading
        barrier = threading.Barrier(2)
        def main():
            t = threading.Thread(target=lambda: barrier.wait())
            t.start()
            barrier.wait()
            t.join()
        """
    )

    story = explore(meeting).outcomes[0].story

    assert [(s.action, s.name) for s in story if s.action == "wait"] == [("wait", "barrier")] * 2


def test_values_never_run_the_programs_own_repr(program: Any) -> None:
    rude = program(
        """
        import threading
        class Rude:
            def __repr__(self): raise RuntimeError
        x = None
        def put():
            global x
            x = Rude()
        def main():
            t = threading.Thread(target=put)
            t.start()
            x
            t.join()
        """
    )

    stories = [outcome.story for outcome in explore(rude).outcomes]

    assert "<Rude>" in {step.value for story in stories for step in story}


def test_what_is_done_to_an_event_is_told_in_its_words(program: Any) -> None:
    flags = program(
        """
        import threading
        up, late = threading.Event(), threading.Event()
        def work():
            up.wait()
            up.clear()
            late.wait(1)
        def main():
            t = threading.Thread(target=work)
            t.start()
            up.is_set()
            up.set()
            t.join()
            up.set()
        """
    )
    up_twice = program(
        """
        import threading
        up = threading.Event()
        def main():
            t = threading.Thread(target=lambda: up.set() or up.clear())
            t.start()
            up.set()
            t.join()
            return up.is_set()
        """
    )

    told = explore(flags).outcomes[0].story
    again = [s for outcome in explore(up_twice).outcomes for s in outcome.story]

    assert [(s.action, s.name) for s in told if s.name in ("up", "late")] == [
        ("is_set", "up"),
        ("set", "up"),
        ("wait", "up"),
        ("clear", "up"),
        ("timeout", "late"),
    ]
    assert {s.action for s in again if s.name == "up"} == {"set", "clear"}
