"""One live run: gates, settle, and what is left behind, all seen from outside the student's process."""

import os
import time
from collections.abc import Mapping
from typing import Any

from grader import closeup, syscalls, watch
from grader.judge.alarms import Alarms
from grader.judge.census import Process, counted
from grader.judge.done import Done
from grader.judge.exchange import Exchange
from grader.judge.finding import Finding, failed
from grader.judge.gates import Arrival, Gates, Note
from grader.judge.leftovers import leftovers, there
from grader.judge.lives import Lives
from grader.judge.settling import LONG, Lull, Pollers, resting, settled
from grader.judge.shapes import LIVE, demand, received
from grader.judge.waits import Scene
from grader.judge.witness import Call, Witness
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import nursery

GATES = "gates"  # the name of the socket
EXIT = "exit"  # the gate at which a process stands that is about to end
GLANCE, STARE = 0.001, 0.05  # seconds between looks, more and more: who is kept waiting by others needs no more eyes
SURE = 3  # looks that must agree before a run is called stuck: stuck is for ever, so to ask again costs nothing
CORES = os.cpu_count() or 1
PAUSE = 0.02
"""Seconds between these looks, for what the kernel had in hand for nobody: a packet, a thread's last breath."""


class Run:
    """A scenario at work on the real operating system, and what a hidden test can know of it from outside.

    At a gate, or at any other moment: `processes` (pid, parent, number of threads and CPU time of each), `children`,
    `held` and `notes`. When it is over, `finish` gives a Done: its `lives` say of every process that there was whose
    child it was, how it ended, and who has waited for it; `leftovers` what is still there. None of this comes from
    the student's code: it is the kernel's account, and the pids are those that the processes know themselves.
    """

    def __init__(self, level: str, limits: Limits, files: Mapping[str, bytes], request: Mapping[str, Any]) -> None:
        self._nursery = nursery(level)
        env = {"THREADLINGS_GATES": str(self._nursery.entrance / GATES)}
        self.exchange = Exchange(limits, level=level, op="live", files=files, env=env)
        self._inside = watch.namespace(self._stage)
        self._lives, self._alarms = Lives(), Alarms()
        self._lives.meet(self._stage)
        self._before = there(self._stage)
        self._rested, self._since = self._spent(()), time.monotonic()
        self._module = str(request["module"])
        self._witness: Witness | None = None
        self._unseen = "the stage has not said"
        self._gates = Gates(self._nursery.doors / GATES, self.exchange.selector, self._watch)
        self.exchange.ask({**request, "asking": syscalls.asking().hex()})

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
            watch.inner(pid)
            for pid, state in self._family().items()
            if state not in "ZX" and not closeup.is_helper(pid)
        )

    @property
    def processes(self) -> dict[int, Process]:
        """All who are alive now, by pid: the caller and its descendants, without the library's own mechanism."""
        return counted([self._stage, *self._family()])

    def hold_exits(self) -> None:
        """From now on keep every process that is about to end at the gate EXIT, with its exit code as `info`."""
        self._gates.shut(EXIT)

    def open(self, gate: str, saying: Any = None) -> None:
        """Let through all who wait at `gate` and all who come later; `saying` is what gate() returns to them."""
        self._gates.open(gate, saying)

    def release(self, which: str | Arrival, saying: Any = None) -> Arrival | None:
        """Let through this one, or only the one who has waited longest at a gate; None if nobody waits there."""
        return self._gates.release(which, saying)

    def settle(self, *, stuck: str | None = None) -> None:
        """Return once nothing more can happen until the judge opens a gate, or the scenario has answered.

        Raises the finding if the scenario has ended with an exception, if it can never answer because
        it waits and nobody is held at a gate, or if a limit is passed. A run that waits for ever gives the code
        `stuck`; without it D202, T509 if somebody sleeps, or C406 if what it waits for could not be pickled.
        """
        self._settle()
        if self.returned:
            self._sound()
        elif not self.held:
            raise self._stuck(stuck)

    def finish(self, *, stuck: str | None = None) -> Done:
        """Open every gate and wait for the answer; raises a finding as `settle` does."""
        self._gates.open_all()
        self._settle()
        if not self.returned:
            raise self._stuck(stuck)
        return self._done(self._sound())

    def close(self) -> None:
        """End the run with all that came from it."""
        self._gates.close()
        if self._witness:
            self._witness.close()
        if self._inside is not None:
            os.close(self._inside)
        self.exchange.close()

    def _sound(self) -> Mapping[str, Any]:
        """Return the answer; raises the finding for a scenario that ended with an exception."""
        answer = self.exchange.wait()
        demand(answer, LIVE)
        if error := answer.get("error"):
            raise failed(error, loading=not self._gates.loaded)
        return answer

    def _done(self, answer: Mapping[str, Any]) -> Done:
        family = self._family()
        return Done(
            value=received(answer["value"]),
            pid=self.pid,
            notes=self.notes,
            strays=tuple(self._gates.strays),
            leftovers=leftovers(self._stage, family, self._before),
            lives=self._lives.children(family, self._stage),
            unseen=self._unseen,
        )

    def _watch(self, listener: int | None, trouble: str) -> None:
        """Have the witness begin, before any student code runs."""
        self._unseen = trouble
        if listener is not None:
            self._witness = Witness(listener, self.exchange.selector, self._told)

    def _told(self, call: Call) -> None:
        """Write down what a process is about to do, and let it, unless the gate EXIT is shut."""
        pid = closeup.process_of(call.thread)
        if call.name == "exit":
            self._lives.ends(pid, call.arguments[0])
            if pid != self._stage and not closeup.is_helper(pid):
                self._gates.arrive(call, Arrival(EXIT, call.arguments[0] & 0xFF, watch.inner(pid)), shut=False)
                return
        elif call.name in ("kill", "tkill", "tgkill"):
            self._strikes(pid, call)
        else:
            self._alarms.set(pid, call.name, call.arguments)
        call.go()

    def _strikes(self, pid: int, call: Call) -> None:
        """Write down whom a signal will end."""
        self._family()
        signal = call.arguments[2 if call.name == "tgkill" else 1]
        target = self._lives.outer(call.arguments[0]) if call.arguments[0] != watch.inner(pid) else pid
        if target:
            self._lives.struck(target, signal)

    def _family(self) -> dict[int, str]:
        """Return the descendants of the stage, and who has lost its parent since: the nursery has adopted it."""
        there = watch.descendants(self._nursery.pid, self._inside)
        family = {
            pid: state
            for pid, (parent, state) in there.items()
            if pid != self._stage and not (state in "ZX" and parent == self._nursery.pid)
        }
        self._lives.look(family, {pid: there[pid][0] for pid in family})
        return family

    def _settle(self) -> None:
        pollers, lull, calm, pause, again = Pollers(), Lull(), 0, GLANCE, False
        before: tuple[watch.Task, ...] | None = None
        while not (self.returned and self.exchange.late):
            happened = self.exchange.pump(0.0 if again else pause)
            self._check()
            if happened:  # we have just made room or given an answer: who slept for want of it may not know yet
                pollers, lull, calm, pause, again, before = Pollers(), Lull(), 0, GLANCE, False, None
                continue
            after = self._look()
            self._work(after)
            pollers.see(after)
            lull.see(after)
            waited_for = bool(self.held or self.returned)
            still = before is not None and self._rest(before, after, pollers if waited_for else Pollers())
            calm = calm + 1 if still else 0
            if calm == (1 if waited_for else SURE):
                self._rested, self._since = self._spent(after), time.monotonic()
                return
            if lull.long and not waited_for:
                raise self._stuck("T509")
            again = not (again or calm) and resting(after)  # to see whether they have been at rest all the time
            pause = PAUSE if calm else min(pause * 1.5, STARE)
            before = after

    def _rest(self, before: tuple[watch.Task, ...], after: tuple[watch.Task, ...], pollers: Pollers) -> bool:
        """Whether nobody could go on at some moment between two looks, nor will be woken by a timer soon."""
        pids = {task.pid for task in after if task.rest != "gone"}
        return settled(before, after, pollers) and not any(self._alarms.wakes(pid, LONG) for pid in pids)

    def _work(self, tasks: tuple[watch.Task, ...]) -> None:
        """Raise T502 if those at work have used more CPU time, since last all rested, than anybody needs.

        What happens after the answer is left behind, whatever it does.
        """
        seconds = self.exchange.limits.work
        if (time.monotonic() - self._since) * CORES < seconds:
            return  # nobody can have had so much
        if self.returned or all(task.rest != "awake" for task in tasks):
            return
        if self._spent(tasks) - self._rested > seconds:
            evidence = self._scene(self._look())
            busy = [wait["line"] for wait in evidence["waits"] if wait["for"] == ["cpu"] and wait["line"]]
            evidence.update(line=next(iter(busy), None), seconds=seconds)
            raise Finding("T502", loading=not self._gates.loaded, **evidence)

    def _spent(self, tasks: tuple[watch.Task, ...]) -> float:
        """Return the CPU time of all who are there and of all who were."""
        return watch.spent({task.pid for task in tasks}, self._nursery.pid)

    def _stuck(self, code: str | None) -> Finding:
        tasks = self._look()
        evidence = self._scene(tasks)
        if code is None and self._gates.unsent:
            code, evidence["error"] = "C406", self._gates.unsent
        usual = "T509" if any(task.rest == "timed" for task in tasks) else "D202"
        return Finding(code or usual, loading=not self._gates.loaded, **evidence)

    def _scene(self, tasks: tuple[watch.Task, ...]) -> dict[str, Any]:
        """Return as evidence who waits for what, and who computes."""
        return Scene(tasks, self._stage, self._lives, self._module).evidence()

    def _check(self) -> None:
        self.exchange.check(loading=not self._gates.loaded)

    def _look(self) -> tuple[watch.Task, ...]:
        return watch.tasks({self._stage, *self._family()})
