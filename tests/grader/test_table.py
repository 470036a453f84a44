"""An outcome table as the judge reads it."""

import pytest

from grader.judge.finding import Finding
from grader.judge.table import holds
from tests.grader.conftest import Staged

COUNTED = """
import threading
def main():
    found = []
    threads = [threading.Thread(target=found.append, args=(1,)) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return {returned}
"""


@pytest.mark.parametrize("returned", ["len(found)", "found.append"])
def test_a_wrong_value_has_its_story_although_it_was_the_only_one(staged: Staged, returned: str) -> None:
    table = staged(COUNTED.format(returned=returned), "def ask(student): return student.main()").explore("ask")

    with pytest.raises(Finding) as caught:
        table.must(lambda seen: seen == 3)

    assert not table.outcomes[0]["schedule"]
    assert caught.value.evidence["explored"]["schedule"]
    assert "append" in [step["action"] for step in caught.value.evidence["story"]]


def test_a_number_that_no_float_can_hold_does_not_satisfy_a_predicate_that_makes_one() -> None:
    assert not holds(lambda seen: float(seen) > 0, 10**400)


def test_only_what_is_returned_is_judged_and_it_has_its_story(staged: Staged) -> None:
    ask = "def ask(student): return student.main()"
    endless = staged("def main():\n    while True: pass", ask).explore("ask")
    wrong = staged(COUNTED.format(returned="len(found)"), ask).explore("ask")

    endless.returned(lambda seen: seen == 3, code="W105")
    with pytest.raises(Finding) as caught:
        wrong.returned(lambda seen: seen == 3, code="W105", expected=3)

    assert (caught.value.code, caught.value.evidence["got"]) == ("W105", 2)
    assert "append" in [step["action"] for step in caught.value.evidence["story"]]
