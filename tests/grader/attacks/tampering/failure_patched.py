"""What describes a failure gives something that is no description, with a kind that cannot be hashed.

exercise: 20_process_child
points: 0
codes: P601
checks: makes_the_text, exit_codes
"""

exec('''
import grader.stage.live as live
live.failure = lambda *a: {"kind": [], "type": {}, "message": 5, "line": "1", "missing": 0}
''')


def run_child(name):
    raise ValueError


def run_one_by_one(tasks):
    raise ValueError
