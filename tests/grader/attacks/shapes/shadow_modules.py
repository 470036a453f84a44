"""Modules beside the file with the names of the library's, and settings of pytest and Python: nobody takes them in.

exercise: 20_process_child
points: 0
codes: C401
checks: makes_the_text, no_task
"""

NAMES = ("threading", "multiprocessing", "conftest", "sitecustomize", "usercustomize", "os", "grader", "scenarios", "pytest")


def hand_in(file):
    for name in NAMES:
        (file.parent / f"{name}.py").write_text("raise SystemExit('shadow')")
        (file.parent.parent / f"{name}.py").write_text("raise SystemExit('shadow')")
    (file.parent / "evil.pth").write_text("import os; os._exit(0)")
    (file.parent / "pytest.ini").write_text("[pytest]\naddopts = --collect-only")
    (file.parent / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--collect-only'")
    (file.parent / "feedback.toml").write_text("[exercise]")
    file.write_text(HONEST)


HONEST = '''
import threading
import conftest_is_not_here
'''
