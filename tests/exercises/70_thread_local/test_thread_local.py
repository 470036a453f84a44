"""What must be true of each thread's own student, under every interleaving."""

from grader.testing import Stage, check, same

WATCH = {"process_thread": "watched"}


def own(names: list[str]) -> dict[str, str]:
    """Return what main(names) must return: every thread saw its own name."""
    return {name: name for name in names}


@check(points=4, visible=True)
def test_two_threads_each_see_their_own_student(stage: Stage) -> None:
    names = ["Alice", "Bob"]
    table = stage.explore("students", names=names)

    table.must(lambda seen: same(seen["out"], own(names)), race="R103", left=True, expected={"out": own(names)})
    answered = stage.explore("answers", names=names[:1], watch={"process_student": "heard"})
    asked = {"process_student answered": names[:1]}
    answered.must(lambda seen: names[0] in seen["process_student answered"], expected=asked)


@check(points=2)
def test_three_threads_each_see_their_own_student(stage: Stage) -> None:
    names = [f"{name}{stage.random.randrange(10)}" for name in ("Wang", "Li", "Zhao")]
    table = stage.explore("students", names=names)

    table.must(lambda seen: same(seen["out"], own(names)), race="R103", left=True, expected={"out": own(names)})


@check(points=2)
def test_a_second_class_gets_its_own_students(stage: Stage) -> None:
    table = stage.explore("students_twice", names=["Alice"], others=["Carol", "Dave"])

    others = own(["Carol", "Dave"])
    table.must(lambda seen: same(seen["out"], others), race="R103", left=True, expected={"out": others})
    table.must(lambda seen: same(seen["first"], own(["Alice"])), race="R103", expected={"first": own(["Alice"])})


@check(points=2)
def test_each_name_has_a_thread_that_is_not_the_caller(stage: Stage) -> None:
    names = ["Alice", "Bob"]
    table = stage.explore("places", names=names, watch=WATCH)

    table.must(lambda seen: not seen["in_caller"], wrong="W104", race="W104", left=True, expected={"in_caller": False})
    table.must(lambda seen: same(seen["calls"], len(names)), left=True, expected={"calls": len(names)})
    table.some(lambda seen: seen["together"], code="W103", expected={"together": True})


@check(points=2)
def test_main_returns_when_all_have_ended(stage: Stage) -> None:
    names = ["Alice", "Bob"]
    for some in ([], names):
        table = stage.explore("ended", names=some)

        table.must(lambda seen: same(seen["names"], some), wrong="W105", race="W105", expected={"names": some})
