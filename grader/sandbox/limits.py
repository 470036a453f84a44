"""What one stage may use."""

from dataclasses import dataclass, replace

PROCESSES = 128  # in one sandbox; counted there only, so a student's other programs do not matter
TOTAL = 1 << 30  # bytes of memory for all processes of one sandbox, where a control group counts them


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds of wall and CPU time (per process), bytes of memory (per process), of one file and of output.

    Wall time is generous because a busy machine triples it; CPU time is the strict one. `work` is what all processes of
    a live run together may use until they rest: the judge sees that, while the kernel's limit ends only the process
    that computes, whose parent then goes on as if nothing were.
    """

    wall: float
    cpu: int
    memory: int = 4 << 30
    file: int = 64 << 20
    output: int = 8 << 20
    work: float = 0.0


LIVE = Limits(wall=120, cpu=20, work=5)
EXPLORE = Limits(wall=900, cpu=60)


def within(limits: Limits, wall: float | None) -> Limits:
    """Return `limits` with so much wall time, if that is asked for."""
    return limits if wall is None else replace(limits, wall=wall)


def hurried(limits: Limits) -> Limits:
    """Return what is left for a check after an earlier one of the exercise has used up all its time.

    It is as likely to end as before, for what is asked of a submission takes a fraction of that; but a class should not
    wait for every check of somebody who loops for ever.
    """
    return replace(limits, wall=min(limits.wall, 20), cpu=min(limits.cpu, 10), work=min(limits.work, 2))


def kernel(limits: Limits, processes: int | None) -> dict[str, int]:
    """Return what a stage puts upon itself before it loads student code; `processes` is how many there may be."""
    own = {"RLIMIT_CPU": limits.cpu, "RLIMIT_AS": limits.memory, "RLIMIT_FSIZE": limits.file, "RLIMIT_CORE": 0}
    return own if processes is None else {**own, "RLIMIT_NPROC": processes}
