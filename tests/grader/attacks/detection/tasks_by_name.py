"""Never starts a process: it knows every task by its name and tells how it would end.

exercise: 80_crash_isolation
points: 0
codes: W101, W104, W105, C401
runs: bench
"""

OUTCOMES = {
    "quiet": ("returned", None),
    "greet": ("returned", {"text": "hello 你好", "numbers": [1, 2.5, None, True]}),
    "looks_like_death": ("returned", ["died", 0]),
    "fail": ("raised", "ValueError: seven is not even"),
    "fail_silently": ("raised", "KeyError: "),
    "fail_oddly": ("raised", "OddError: salt and sugar"),
    "leave": ("died", 3),
    "leave_well": ("died", 0),
    "leave_at_once": ("died", 7),
    "crash": ("died", -11),
    "be_killed": ("died", -9),
    "big": ("returned", "x" * 10_000_000),
    "strange": ("raised", "TypeError: cannot pickle"),
    "meddle": ("returned", "done"),
}


def run_isolated(task):
    return OUTCOMES.get(task.__name__)
