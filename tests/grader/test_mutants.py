from grader.mutants import mutants

PROGRAM = '''
"""A docstring with the number 3 is no code."""
import threading
lock, other = threading.Lock(), threading.Lock()

def work(n):
    with lock, other:
        n += 1
        changed.notify_all()
    while n < 3:
        changed.wait()
    thread.join()
    return n
'''


def test_every_kind_of_mistake_is_made_once_and_each_mutant_is_a_program() -> None:
    found = {mutant.name: mutant.text for mutant in mutants(PROGRAM)}

    assert {
        "line 7: without `with lock`",
        "line 7: without `with other`",
        "line 7: two locks the other way round",
        "line 7: first step before the `with`",
        "line 7: last step after the `with`",
        "line 9: notify for notify_all",
        "line 9: without 'changed.notify_all()'",
        "line 10: if for while",
        "line 10: other comparison in 'n < 3'",
        "line 10: 4 for 3",
        "line 12: without 'thread.join()'",
        "line 13: nothing returned",
        "line 8: other operator in 'n += 1'",
    } <= found.keys()
    assert "with other, lock:" in found["line 7: two locks the other way round"]
    assert len(set(found.values())) == len(found)
    for text in found.values():
        compile(text, "mutant.py", "exec")


def test_a_mutant_has_one_mistake_and_the_program_stays_as_it_is() -> None:
    first, second, *_ = mutants("def f():\n    with a:\n        b()\n    c.join()\n")

    assert first.text == "def f():\n    b()\n    c.join()"
    assert second.text == "def f():\n    with a:\n        b()\n    pass"
