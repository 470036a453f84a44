"""Skips the test from inside, with a pytest that it imports behind the list of what is refused.

exercise: 10_fork_children
points: 0
codes: C401
checks: numbers_agree, every_child_ends
"""

exec("import pytest; pytest.skip('not today', allow_module_level=True)")
