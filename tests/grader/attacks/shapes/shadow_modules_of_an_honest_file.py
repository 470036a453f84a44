"""The same beside a file that solves a part: it has the points that it deserves.

exercise: 20_process_child
points: 8
codes: C404
"""

NAMES = ("threading", "multiprocessing", "conftest", "sitecustomize", "usercustomize", "os", "grader", "scenarios", "pytest")


def hand_in(file):
    for name in NAMES:
        (file.parent / f"{name}.py").write_text("raise SystemExit('shadow')")
    (file.parent / "evil.pth").write_text("import os; os._exit(0)")
    (file.parent / "pytest.ini").write_text("[pytest]\naddopts = --collect-only")
    file.write_text(HONEST)


HONEST = '''
from multiprocessing import Process


def run_one_by_one(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        child.join()
        codes.append(child.exitcode)
    return codes
'''
