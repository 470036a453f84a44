"""How safe a sandbox is on this machine: found out by starting one, never assumed, and said in every report."""

import compileall
import select
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import grader
from grader.errors import UsageError
from grader.sandbox.limits import LIVE
from grader.sandbox.nursery import ANSWER, SOON, Nursery
from grader.sandbox.process import StageProcess, renew

NAMES = {"L3": "bubblewrap and control group", "L2": "bubblewrap", "L1": "Landlock", "L0": "process"}
"""The levels that we have, best first."""

SAFE = ("L3", "L2")
"""The levels at which strangers' code may run."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The level that student code runs at; `refused` maps each better level to why it does not work here."""

    level: str
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the sandbox is made of."""
        return NAMES[self.level]

    @property
    def facts(self) -> dict[str, str]:
        """What reports say of it."""
        return {"level": self.level, "name": self.name}


def find(wanted: str = "auto") -> Sandbox:
    """Return the best sandbox that works here; raises UsageError if the level that is `wanted` does not."""
    if wanted != "auto":
        if reason := trouble(wanted):
            raise UsageError(
                f"sandbox {wanted} does not work on this machine: {reason}; `grade doctor` says what helps"
            )
        return Sandbox(wanted)
    refused: dict[str, str] = {}
    compiled()
    for level in NAMES:
        reason = trouble(level)
        if not reason:
            return Sandbox(level, refused)
        refused[level] = reason
    raise UsageError(f"no process can be started here: {reason}")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Whether a level works here; if not, `trouble` is what its start said and `remedy` what mends it."""

    level: str
    trouble: str
    remedy: str


def diagnose() -> list[Diagnosis]:
    """Try every level."""
    return [Diagnosis(level, reason, remedy(reason)) for level in NAMES for reason in (trouble(level),)]


DOCKER = "in Docker: --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
REMEDIES = (
    ("No such file or directory: 'bwrap'", "sudo apt-get install bubblewrap"),
    ("cgroup/memory/threadlings", "grade as root, or boot with version 2 of them: systemd.unified_cgroup_hierarchy=1"),
    ("control group", "systemd-run --user --scope -p Delegate=yes grade ... (in a container: /sys/fs/cgroup writable)"),
    ("No module named 'grader'", "install this grader with pip (pip install -e .): the sandbox has what is installed"),
    ("Unknown option", "install bubblewrap 0.8 or newer (Debian 12, Ubuntu 24.04 have it)"),
    ("no Landlock", "add landlock to the kernel's lsm= list, which the boot loader sets"),
    ("Landlock ABI", "a kernel of 6.2 or newer"),
    ("uid map", "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
    ("namespace", "sudo sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000"),
    ("Invalid argument", "grade as an ordinary user: this root is one in a namespace without other users"),
    ("before bubblewrap: [Errno 1]", f"grade as an ordinary user ({DOCKER}), or as root with --cap-add SYS_ADMIN, too"),
    ("Operation not permitted", DOCKER),
)  # fmt: skip
"""What a sandbox says that does not start -> what helps."""


def remedy(reason: str, known: Iterable[tuple[str, str]] = REMEDIES) -> str:
    """Return what helps against a trouble, by default a sandbox's; empty if there is none, or none that is known."""
    return next((helps for said, helps in known if said.lower() in reason.lower()), "")


def compiled() -> None:
    """Have the byte code of our half of the stage ready: a sandbox can read it, but not keep what it compiles."""
    for package in ("stage", "explore"):
        compileall.compile_dir(Path(grader.__file__).parent / package, quiet=2)


def trouble(level: str) -> str:
    """Start a sandbox and end it again; return why that failed, empty if it did not."""
    try:
        if level == "L1":
            rehearse(level)
        else:
            Nursery(level).close()
    except OSError as error:
        return str(error)
    return ""


def rehearse(level: str) -> None:
    """Have a stage shut itself in and start an interpreter there; raises ChildProcessError if it cannot."""
    stage = StageProcess(level=level, op="live", limits=LIVE, files={})
    try:
        heard = select.select([stage.line], [], [], SOON)[0] and stage.line.recv(ANSWER)
        if not heard:
            raise ChildProcessError((stage.output.read(ANSWER) or b"no hello").decode(errors="replace").strip())
    finally:
        stage.end()
        renew(level)
