"""A package with the name of the module, with a solution inside.

exercise: 20_process_child
points: 0
codes: C404
checks: makes_the_text, no_task
runs: bench
"""

def hand_in(file):
    file.with_suffix("").mkdir()
    (file.with_suffix("") / "__init__.py").write_text("def run_child(name): pass")
    file.write_text("")
