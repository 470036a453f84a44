"""Whether the kernel can tell how processes end, and what helps where it cannot."""

import pytest

from grader import watch
from grader.commands import doctor
from grader.sandbox import levels, notifications


@pytest.mark.skipif(not watch.available(), reason="needs Linux")
def test_the_filter_is_tried_and_works_here() -> None:
    assert notifications.trouble() == ""


def test_a_filter_that_is_refused_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one is refused by the kernel itself."""
    monkeypatch.setattr(notifications, "TRIAL", notifications.TRIAL.replace("asking()", "b''"))

    assert levels.remedy(notifications.trouble(), notifications.REMEDIES) == "Linux 5.5 or newer"


def test_the_doctor_says_what_is_missing_and_what_helps(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(notifications, "trouble", lambda: "PermissionError: [Errno 1] Operation not permitted")

    doctor.run(())

    printed = capsys.readouterr().out.splitlines()
    assert printed[-2].startswith("exit codes of a student's processes (seccomp): PermissionError")
    assert printed[-1].endswith("what helps: in Docker: --security-opt seccomp=unconfined")
