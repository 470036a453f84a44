"""The replaced scenario returns the right keys with lists of another length and of other things.

exercise: 20_process_child
points: 0
codes: P601, W101, W105, C401
checks: makes_the_text, waits, exit_codes, fails, no_task
runs: bench
"""

import scenarios

scenarios.hello = lambda student, names: {"texts": [{}, 1.5]}
scenarios.one_by_one = lambda student, endings: {"codes": {"a": None}}
