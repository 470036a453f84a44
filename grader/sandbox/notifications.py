"""Whether the kernel can tell us how processes end: found out by installing the filter of stage/witness.py."""

import subprocess
import sys

TRIAL = """
from grader.stage.witness import install
from grader.syscalls import asking

install(asking())
print("installed", flush=True)
"""


def trouble() -> str:
    """Install the filter in a process of its own; return why that failed, empty if it did not."""
    command = [sys.executable, "-I", "-c", TRIAL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  (ours)
        assert process.stdout is not None  # pipes, as we asked for
        assert process.stderr is not None
        said = process.stdout.readline()
        process.kill()  # by itself it would wait for ever: it is the one that it asks whether it may end
        return "" if said else (process.stderr.read().strip().splitlines() or ["no answer"])[-1]


REMEDIES = (
    ("no system call notifications", "Linux on x86-64 or ARM64"),
    ("Function not implemented", "a kernel with seccomp filters; gVisor and qemu-user have none"),
    ("Invalid argument", "Linux 5.5 or newer"),
    ("Device or resource busy", "grade outside of the program that listens already, such as another grading"),
    ("Operation not permitted", "in Docker: --security-opt seccomp=unconfined"),
)
"""What an installation says that fails -> what helps; without it exercises that ask for exit codes are not graded."""
