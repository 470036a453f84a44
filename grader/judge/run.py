"""One live run: gates, settle, and what is left behind, all seen from outside the student's process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader import syscalls, watch
from grader.judge.exchange import Exchange
from grader.judge.finding import ABSENT, Finding, expect, failed
from grader.judge.gates import Arrival, Gates, Note
from grader.judge.shapes import LIVE, demand, received
from grader.judge.table import holds
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import nursery

MECHANISM = (
    "multiprocessing.resource_tracker",
    "multiprocessing.forkserver",
)  # the library's own, end with the stage
GATES = "gates"  # the name of the socket
NAPS = 8  # timed sleeps without any event after which a task counts as polling
SPIN = 100  # clock ticks of CPU time without any event after which a task counts as polling
SURE = 3  # looks that must agree before a run is called stuck: stuck is for ever, so to ask again costs nothing, and
PAUSE = (
    0.02  # seconds between them let arrive what the kernel had in hand for nobody (a packet, a thread's last breath)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A run that has answered; `leftovers` maps threads, children and zombies to how many there are.

    `forked` says whether the caller has had a child process at all: whoever does nothing leaves nothing behind either.
    """

    value: Any
    pid: int
    notes: tuple[Note, ...]
    strays: tuple[Note, ...]
    leftovers: Mapping[str, int]
    forked: bool

    def part(self, *path: str | int) -> Any:
        """Return what is at `path` in the value, which is there unless somebody has replaced the scenario: P601."""
        found = self.value
        for step in path:
            try:
                found = found[step]
            except (TypeError, LookupError) as error:
                raise Finding("P601", reason="an answer that the scenario does not give") from error
        return found

    def must(self, predicate: Callable[[Any], bool], *, wrong: str = "W101", expected: Any = ABSENT) -> None:
        """Raise a finding unless `predicate(value)` holds; a value that it cannot even look at does not."""
        expect(holds(predicate, self.value), wrong, got=self.value, expected=expected)

    def nothing_left(self, *, thread: str = "L301", child: str = "L302", zombie: str = "L303") -> None:
        """Raise a finding if a thread, a living child or a zombie was left when all had settled."""
        for kind, code in (("threads", thread), ("children", child), ("zombies", zombie)):
            expect(not self.leftovers[kind], code, got={key: n for key, n in self.leftovers.items() if n})

    def by_children(self) -> None:
        """Raise W104 if no child process was made."""
        expect(self.forked, "W104", got={"child processes": 0})

    def returned_once(self) -> None:
        """Raise W107 if a child came back out of the student's function as well."""
        expect(not self.strays, "W107", got=[{"how": stray.name, "pid": stray.pid} for stray in self.strays])


class Run:
    """A scenario at work on the real operating system."""

    def __init__(self, level: str, limits: Limits, files: Mapping[str, bytes], request: Mapping[str, Any]) -> None:
        self._nursery = nursery(level)
        env = {"THREADLINGS_GATES": str(self._nursery.entrance / GATES)}
        self.exchange = Exchange(limits, level=level, op="live", files=files, env=env)
        self._gates = Gates(self._nursery.doors / GATES, self.exchange.selector)
        self.exchange.ask(request)

    @property
    def pid(self) -> int:
        """The process id of the caller of the student's functions, as it is in there; so is every pid that we give."""
        return watch.inner(self._stage)

    @property
    def _stage(self) -> int:
        return self.exchange.stage.pid

    @property
    def returned(self) -> bool:
        """Whether the scenario has answered."""
        return self.exchange.answer is not None

    @property
    def held(self) -> tuple[Arrival, ...]:
        """Who waits at a closed gate, oldest first."""
        return self._gates.held

    @property
    def notes(self) -> tuple[Note, ...]:
        """What has happened so far, in order."""
        return tuple(self._gates.notes)

    @property
    def children(self) -> tuple[int, ...]:
        """The living descendants of the stage, without the library's own mechanism."""
        return tuple(
            watch.inner(pid) for pid, state in self._family().items() if state not in "ZX" and not mechanism(pid)
        )

    def open(self, gate: str) -> None:
        """Let through all who wait at `gate` and all who come later."""
        self._gates.open(gate)

    def release(self, gate: str) -> Arrival | None:
        """Let through only the one who has waited longest at `gate`; None if nobody waits there."""
        return self._gates.release(gate)

    def settle(self, *, stuck: str = "D202") -> None:
        """Return once nothing more can happen until the judge opens a gate, or the scenario has answered.

        Raises the finding if the scenario has ended with an exception, if it can never answer because
        it waits and nobody is held at a gate, or if a limit is passed.
        """
        self._settle()
        if self.returned:
            self._sound()
        elif not self.held:
            raise self._stuck(stuck)

    def finish(self, *, stuck: str = "D202") -> Done:
        """Open every gate and wait for the answer; raises a finding if the scenario failed or can never answer."""
        self._gates.open_all()
        self._settle()
        if not self.returned:
            raise self._stuck(stuck)
        return self._done(self._sound())

    def close(self) -> None:
        """End the run with all that came from it."""
        self._gates.close()
        self.exchange.close()

    def _sound(self) -> Mapping[str, Any]:
        """Return the answer; raises the finding for a scenario that ended with an exception."""
        answer = self.exchange.wait()
        demand(answer, LIVE)
        if error := answer.get("error"):
            raise failed(error, loading=not self._gates.loaded)
        return answer

    def _done(self, answer: Mapping[str, Any]) -> Done:
        return Done(
            value=received(answer["value"]),
            pid=self.pid,
            notes=self.notes,
            strays=tuple(self._gates.strays),
            leftovers=self._leftovers(),
            forked=watch.has_reaped(self._stage) or bool(self._family()),
        )

    def _family(self) -> dict[int, str]:
        """Return the descendants of the stage, and who has lost its parent since: the nursery has adopted it."""
        known = watch.parents()
        others = {pid: known[pid] for pid in known.keys() - {self._stage}}
        orphans = {pid: state for pid, state in watch.family(self._nursery.pid, others).items() if state not in "ZX"}
        return {**orphans, **watch.family(self._stage, known)}

    def _settle(self) -> None:
        pollers, calm = Pollers(), 0
        while not (self.returned and self.exchange.late):
            before = self._look()
            if self.exchange.pump(0):
                pollers, calm = Pollers(), 0
                self._check()
                continue  # we have just made room or given an answer: who slept for want of it may not know yet
            pollers.see(before)
            waited_for = bool(self.held or self.returned)
            calm = calm + 1 if settled(before, self._look(), pollers if waited_for else Pollers()) else 0
            if calm == (1 if waited_for else SURE):
                self._check()
                return
            calm = 0 if self.exchange.pump(PAUSE if calm else 0.001) else calm
            self._check()

    def _stuck(self, code: str) -> Finding:
        return Finding(code, loading=not self._gates.loaded, waits=self._waits())

    def _check(self) -> None:
        self.exchange.check(loading=not self._gates.loaded)

    def _look(self) -> tuple[watch.Task, ...]:
        return watch.tasks({self._stage, *self._family()})

    def _leftovers(self) -> dict[str, int]:
        family = {pid: state for pid, state in self._family().items() if not mechanism(pid)}
        zombies = sum(state in "ZX" for state in family.values())
        threads = sum(task.rest != "gone" for task in watch.tasks([self._stage])) - 1
        return {"threads": threads, "children": len(family) - zombies, "zombies": zombies}

    def _waits(self) -> list[dict[str, Any]]:
        """Say of every process of a stuck run what its threads wait for: see WAITS in watch."""
        found: dict[int, list[str]] = {}
        for task in self._look():
            if task.rest != "gone":
                found.setdefault(task.pid, []).append(syscalls.awaited(task.call))
        return [
            {"process": "caller" if pid == self._stage else "child", "pid": watch.inner(pid), "for": words}
            for pid, words in found.items()
        ]


@dataclass(slots=True)
class Pollers:
    """Tells who only polls: in short timed sleeps, or by spinning, without causing any event.

    It is counted in sleeps that were seen and in CPU time, never on the clock, so that a loaded machine changes
    nothing.  A task that is at work in some other way is never taken for a poller, however often it is preempted.
    """

    naps: dict[int, set[int]] = field(default_factory=dict)
    cpu: dict[int, int] = field(default_factory=dict)

    def see(self, tasks: tuple[watch.Task, ...]) -> None:
        """Take note of who is in a timed sleep; a sleep is known by how often the task was scheduled before it."""
        for task in tasks:
            self.cpu.setdefault(task.tid, task.cpu)
            if task.rest == "timed":
                self.naps.setdefault(task.tid, set()).add(task.switches)

    def has(self, task: watch.Task) -> bool:
        """Whether a task has slept or computed often enough to be called a poller."""
        return len(self.naps.get(task.tid, ())) > NAPS or task.cpu - self.cpu.get(task.tid, task.cpu) > SPIN


def settled(before: tuple[watch.Task, ...], after: tuple[watch.Task, ...], pollers: Pollers) -> bool:
    """Whether there was a moment between two looks at which nobody could go on by itself, but for `pollers`."""
    later = {task.tid: task for task in after}
    if later.keys() != {task.tid for task in before} or watch.overdue(after):
        return False
    return all((task.rest in ("forever", "gone") and later[task.tid] == task) or pollers.has(task) for task in before)


def mechanism(pid: int) -> bool:
    """Whether a process is multiprocessing's own helper, which outlives what a student can close."""
    return any(word in watch.command(pid) for word in MECHANISM)
