"""Imports the judge and the tests, which are not there, to patch them.

exercise: 20_process_child
points: 0
codes: C401
checks: makes_the_text, exit_codes
runs: bench
"""

exec('''
import grader.judge.finding
grader.judge.finding.expect = lambda *a, **k: None
''')
