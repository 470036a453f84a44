"""pytest, stopped between collecting and running: the hidden tests of an exercise are collected once for a class.

`pytest.main` runs in a greenlet and comes back here as soon as it has collected. A fork of this process then lets
it go on, over one student's file; so every submission meets hidden tests that nobody has run before. That spares
each of them what a start of pytest costs, without a word of pytest's own insides.
"""

import os
import sys
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from greenlet import greenlet
from pytest_jsonreport import plugin as jsonreport

from grader.judge.plugin import Judge
from grader.judge.stage import Subject

UNUSED = (
    "cacheprovider", "debugging", "doctest", "faulthandler", "freeze_support", "junitxml", "logging", "pastebin",
    "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "terminalprogress", "threadexception", "unittest",
    "unraisableexception", "warnings",
)  # fmt: skip
"""Plugins of pytest's own that no hidden test needs; some cost more than a check."""


class Collected:
    """The hidden tests `test_MODULE.py` of one exercise in the folder `tests`.

    They run once in every fork; whoever runs them there again waits until they are collected again.
    """

    def __init__(self, tests: Path, module: str) -> None:
        self._tests, self._module = tests, module
        self._subject: Subject | None = None
        self._checks: Collection[str] = ()
        self._report = Path(os.devnull)
        self._began = 0.0
        self._ran = False
        self._sessions: list[greenlet] = []  # also those that are over: to let go of one would end it
        self._collect()

    def _collect(self) -> None:
        self._sessions.append(session := greenlet(pytest.main))
        session.switch(arguments(self._tests, self._module), plugins=[self, Judge(self._given), jsonreport])
        forget(self._tests)
        self._ran = False

    def run(self, subject: Subject, checks: Collection[str], report: Path) -> None:
        """Run those of the tests that are in `checks` over a student's file and write their report.

        There is none if pytest has not even come as far as to collecting.
        """
        if self._ran:
            self._collect()
        self._ran = True
        self._subject, self._checks, self._report, self._began = subject, checks, report, time.monotonic()
        if not self._sessions[-1].dead:
            self._sessions[-1].switch()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Wait here, with everything collected, for `run`; then keep the checks that were asked for."""
        pause()
        session.items[:] = [item for item in session.items if item.name in self._checks]
        session.testscollected = len(session.items)
        session.config.option.json_report_file = str(self._report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_unconfigure(self) -> None:
        """Stop here for good: what one session takes back when it ends, the others still need."""
        pause()

    @pytest.hookimpl(optionalhook=True)
    def pytest_json_modifyreport(self, json_report: dict[str, Any]) -> None:
        """Count the time from when the tests were run, not from when they were collected."""
        json_report["duration"] = time.monotonic() - self._began

    def _given(self, _test: Path) -> Subject:
        assert self._subject is not None
        return self._subject


def pause() -> None:
    """Go back to who has let pytest go on."""
    back = greenlet.getcurrent().parent
    assert back is not None
    back.switch()


def forget(tests: Path) -> None:
    """Take the modules in `tests` out of those that are loaded: another exercise may have one of the same name."""
    for name, module in list(sys.modules.items()):
        if Path(getattr(module, "__file__", None) or os.devnull).parent == tests:
            del sys.modules[name]


def arguments(tests: Path, module: str) -> list[str]:
    """Return pytest's arguments: these tests alone, with no setting or plugin of whoever runs us."""
    return [
        str(tests / f"test_{module}.py"),
        *(
            "-c",
            os.devnull,
            "--rootdir",
            str(tests),
            "--confcutdir",
            str(tests),
            "--noconftest",
            "--import-mode=importlib",
        ),
        *("--disable-plugin-autoload", *(word for name in UNUSED for word in ("-p", f"no:{name}"))),
        *("--json-report", "--json-report-omit", "keywords", "log", "streams"),
        *("--import-mode=importlib", "-q", "-s", "--tb=native", "--no-header"),
    ]
