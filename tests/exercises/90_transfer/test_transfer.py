"""What must be true of money that many move at the same time."""

from grader.testing import Stage, check, same

HERE, THERE, ELSEWHERE = 0, 1, 2


@check(points=2, visible=True)
def test_money_moves_or_stays(stage: Stage) -> None:
    """Also all of it, also twice, and also after too little was there."""
    few, many = sorted(stage.random.sample(range(10, 100), 2))
    steps = [
        (HERE, THERE, few), (HERE, THERE, many), (THERE, HERE, few), (THERE, HERE, 1), (HERE, THERE, few), (HERE, THERE, 1),
    ]  # fmt: skip
    wanted = [
        [True, 0, few], [False, 0, few], [True, few, 0], [False, few, 0], [True, 0, few], [False, 0, few],
    ]  # fmt: skip
    table = stage.explore("one_by_one", balances=[few, 0], transfers=steps)
    table.must(lambda seen: same(seen, wanted), expected=wanted)


@check(points=2)
def test_no_money_is_lost_or_made(stage: Stage) -> None:
    """Two threads move money the same way: from one account, and to one account."""
    for transfers, left in (
        ([(HERE, THERE, 1), (HERE, THERE, 2)], [7, 13, 10]),
        ([(HERE, ELSEWHERE, 1), (THERE, ELSEWHERE, 2)], [9, 8, 13]),
    ):
        wanted = {"answers": [True, True], "balances": left}
        table = stage.explore("at_once", balances=[10, 10, 10], transfers=transfers)
        table.must(lambda seen: same(seen, wanted), race="R101", expected=wanted)


@check(points=3)
def test_the_same_money_is_not_spent_twice(stage: Stage) -> None:
    """Two want more together than there is; and whoever wants too much takes nothing away, not even for a moment."""
    either = [
        {"answers": [True, False], "balances": [3, 7, 0]},
        {"answers": [False, True], "balances": [3, 0, 7]},
    ]
    table = stage.explore("at_once", balances=[10, 0, 0], transfers=[(HERE, THERE, 7), (HERE, ELSEWHERE, 7)])
    table.must(lambda seen: any(same(seen, one) for one in either), race="R102", expected=either[0])
    untouched = {"seen": 5, "balances": [5, 0]}
    table = stage.explore("looked_at", balance=5, amount=7)
    table.must(lambda seen: same(seen, untouched), race="R102", expected=untouched)


@check(points=3, visible=True)
def test_opposite_transfers_come_back(stage: Stage) -> None:
    for balances in ([10, 10], [3, 20]):
        here, there = balances
        wanted = {"answers": [True, True], "balances": [here + 3, there - 3]}
        table = stage.explore("at_once", balances=balances, transfers=[(HERE, THERE, 2), (THERE, HERE, 5)])
        table.must(lambda seen: same(seen, wanted), race="R101", expected=wanted)


@check(points=2)
def test_transfers_in_a_circle_come_back(stage: Stage) -> None:
    transfers = [(HERE, THERE, 1), (THERE, ELSEWHERE, 2), (ELSEWHERE, HERE, 5)]
    wanted = {"answers": [True, True, True], "balances": [14, 9, 7]}
    table = stage.explore("at_once", balances=[10, 10, 10], transfers=transfers)
    table.must(lambda seen: same(seen, wanted), race="R101", expected=wanted)


@check(points=1)
def test_an_account_pays_itself(stage: Stage) -> None:
    """What it answers is free; the others still find the account open."""
    steps = [(HERE, HERE, 4), (HERE, HERE, 40), (HERE, THERE, 9)]
    wanted = [[10, 5], [10, 5], [1, 14]]
    table = stage.explore("one_by_one", balances=[10, 5], transfers=steps)
    table.must(lambda seen: same([step[1:] for step in seen], wanted), expected=wanted)
