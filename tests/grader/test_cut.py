"""A module is cut down by name: what stays can run, what goes leaves nothing behind."""

import pytest

from grader.cut import cut

pytestmark = pytest.mark.once

SOURCE = '''"""About secrets."""

import os
import sys, json
from json import dumps, loads as read

# a comment about secrets
SECRET = 41
SHOWN: int = 1
LATER = {}
LATER.update(a=SHOWN)
LATER.update(secret=SECRET)


def kept(x):  # beside the line
    """Uses a helper."""
    # inside
    return helper(x) + json.dumps(LATER) + os.sep * SHOWN


@decorated("by_name")
def helper(x):
    return read(x) + globals()["named"](x)


def named(x):
    return x


def secret():
    return kept(SECRET) + sys.path
'''


def test_what_stays_has_all_that_it_needs_and_nothing_of_the_rest() -> None:
    assert (
        cut(SOURCE, {"kept"}, "New.")
        == '''"""New."""

import os
import json
from json import loads as read

SHOWN: int = 1
LATER = {}
LATER.update(a=SHOWN)


def kept(x):  # beside the line
    """Uses a helper."""
    # inside
    return helper(x) + json.dumps(LATER) + os.sep * SHOWN


@decorated("by_name")
def helper(x):
    return read(x) + globals()["named"](x)


def named(x):
    return x
'''
    )


def test_nothing_wanted_leaves_the_docstring() -> None:
    assert cut(SOURCE, set(), "New.") == '"""New."""\n'
