"""Dynamic partial-order reduction: one execution per set of interleavings that differ only in commuting steps.

Optimal DPOR: Abdulla, Aronis, Jonsson and Sagonas, "Source sets", JACM 2017, algorithm 2, with races found after
each execution. Two events race if they depend on each other, nothing ordered them in between, and the later one
could have happened first; then the reversed order must be tried, all of it in one go (see wakeup.py), so that it
does not end in a state whose every thread is asleep. A lock's acquire races with the
previous acquire, not with the release that let it through; at a deadlock the acquires that never happened race too.
"""

from grader.explore.clocks import knows, latest
from grader.explore.operation import LAPSE, SLEEP, Operation, at_odds, dependent
from grader.explore.run import INSTANT, Run
from grader.explore.task import Task
from grader.explore.wakeup import Reversal, Tree


class Node:
    """A state on the current path: who went on from it and how, who still must, and who need not."""

    __slots__ = ("chosen", "done", "kind", "sleep", "todo")

    def __init__(self, event: Operation, sleep: frozenset[int], todo: Tree) -> None:
        self.chosen = event.task.slot
        self.kind = event.kind
        self.sleep = sleep
        self.todo = todo
        self.done: frozenset[int] = frozenset()


class Dpor:
    """The search: a strategy for one execution after another."""

    proves = True

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.script: list[int] = []
        self.ahead = Tree()
        self.sleep: frozenset[int] = frozenset()
        self.clocks: list[list[int]] = []
        self.seen = 0
        self.redundant = 0

    # -- during an execution

    def pick(self, run: Run) -> Task | None:
        """Return the scripted thread, then one that must be tried next, later the usual one that is not asleep."""
        position = len(run.trace)
        if position < len(self.script):
            return self.scripted(run, position) if self.as_before(run, position) else None
        if self.sleep or self.ahead:  # else nothing of what happened decides, and it is looked at once, at the end
            if self.seen < position and not self.look(run):
                return None
            if self.ahead and (chosen := self.prescribed(run)):
                return chosen
        current = run.current
        pending = current.pending
        if (
            not self.sleep
            and pending is not None
            and not pending.kind.blocking
            and pending.target is not pending
            and run.tail < 0
        ):
            return current
        return self.awake(run)

    def as_before(self, run: Run, position: int) -> bool:
        """Return whether the last event, in the part that is repeated, was what it was in the execution before."""
        if not position:
            run.history.repeat(self.clocks)
        elif self.nodes[position - 1].kind is not run.trace[-1].kind:
            run.stopped = "nondeterministic"
            return False
        return True

    def awake(self, run: Run) -> Task | None:
        """Return the usual thread that is not asleep."""
        able = run.ready()
        awake = [task for task in able if task.slot not in self.sleep]
        if able and not awake:
            run.stopped = "redundant"
            return None
        return run.usual(awake)

    def scripted(self, run: Run, position: int) -> Task | None:
        """Return the thread that the script demands."""
        slot = self.script[position]
        chosen = run.able(slot)
        if chosen is None and position < len(self.script) - 1:
            run.stopped = "nondeterministic"
        elif chosen is None and timed(run, slot):  # its time is not over before others have gone on
            self.ahead = Tree()
            chosen = self.awake(run)
            if chosen is not None:
                self.script[position] = self.nodes[position].chosen = chosen.slot
        elif chosen is None:  # at the branch: a race that cannot be reversed after all
            run.stopped = "redundant"
        return chosen

    def prescribed(self, run: Run) -> Task | None:
        """Return the thread that the wakeup tree puts first, of those who can go; the others are given up."""
        while self.ahead:
            slot = next(iter(self.ahead))
            chosen = run.able(slot) if slot not in self.sleep else None
            if chosen is not None:
                return chosen
            del self.ahead[slot]
        return None

    def look(self, run: Run) -> bool:
        """Extend the path by what has happened, and wake the sleepers that it concerns; False if it was to differ."""
        branch = len(self.script) - 1
        for event in run.trace[self.seen :]:
            if self.seen > branch:
                self.nodes.append(Node(event, self.sleep, self.ahead))
                self.descend(event.task.slot)
            elif self.seen == branch:
                self.nodes[branch].kind = event.kind
            elif self.nodes[self.seen].kind is not event.kind:
                run.stopped = "nondeterministic"
                return False
            self.seen += 1
            if self.sleep and self.seen > branch:
                self.sleep = frozenset(slot for slot in self.sleep if self.asleep(run, slot, event))
        return True

    def descend(self, slot: int) -> None:
        """Go on in that part of the wakeup tree which is for after a step of this thread."""
        part = self.ahead.pop(slot, None) if self.ahead else None
        self.ahead = Tree() if part is None else part
        if self.ahead.awake:
            self.sleep -= self.ahead.awake

    def asleep(self, run: Run, slot: int, event: Operation) -> bool:
        """Return whether the thread still need not go first after `event`; a time-out comes before or after a sleep."""
        pending = run.tasks[slot].pending
        if slot == event.task.slot or pending is None or at_odds(event, pending):
            return False
        pending.renew()
        return not dependent(event, pending)

    # -- between executions

    def next(self, run: Run) -> bool:
        """Learn from an execution and prepare the next one; False when there is none left."""
        if run.stopped == "redundant":
            self.redundant += 1
        if self.look(run):
            self.races(run)
        self.seen = 0
        while self.nodes:
            node = self.nodes[-1]
            node.done |= {node.chosen}
            if node.todo:
                self.branch(node, next(iter(node.todo)))
                self.clocks = run.history.clocks(len(self.nodes) - 1)
                return True
            self.nodes.pop()
        return False

    def branch(self, node: Node, slot: int) -> None:
        """Prescribe the path up to `node` and then another thread."""
        self.ahead = node.todo.pop(slot)
        self.sleep = (node.sleep | node.done) - self.ahead.awake
        node.chosen = slot
        self.script = [other.chosen for other in self.nodes]

    def races(self, run: Run) -> None:
        """Reverse the races that the part of the execution after the script showed."""
        run.history.catch_up()
        for event in run.trace[max(len(self.script) - 1, 0) :]:
            for rival in event.rivals:
                self.reverse(run, rival, event, event.position)
            if event.expires():
                self.hasten(run, event)
                if event.due >= 0:
                    self.outrun(run, event)
        if run.stopped in ("", "over", "redundant"):
            for task in run.tasks:
                if not task.ended and task.pending is not None and task.slot not in self.sleep:
                    task.pending.renew()
                    for rival in run.history.rivals(task.pending):
                        self.reverse(run, rival, task.pending, len(run.trace))

    def outrun(self, run: Run, event: Operation) -> None:
        """Let a wait whose time is over end before what others did since then to what it waits for."""
        lapse = lapsing(event, event.due)
        since = run.trace[event.due : event.position]
        met = [one for one in since if one.task is not event.task and dependent(one, lapse)]
        for one in latest(met, met):
            self.reverse(run, one, lapse, event.position)

    def hasten(self, run: Run, event: Operation) -> None:
        """Let a wait run out of time before the end of any longer sleep that came before what ended the wait."""
        before = event.task.events[event.index - 2].clock if event.index > 1 else []
        for sleep in run.trace[: event.position]:
            if sleep.kind is SLEEP and lasts(sleep, event) and knows(event.clock, sleep) and not knows(before, sleep):
                self.reverse(run, sleep, lapsing(event, -1), event.position)

    def reverse(self, run: Run, earlier: Operation, later: Operation, end: int) -> None:
        """See to it that `later` gets tried before `earlier`, unless that begins with somebody who has had a turn."""
        node = self.nodes[earlier.position]
        reversal = Reversal(run, earlier, later, end)
        asleep = node.sleep | node.done
        if not any(reversal.begins(slot) for slot in asleep):
            reversal.insert(node.todo, asleep)


def lapsing(event: Operation, due: int) -> Operation:
    """Return what a wait would have been if its time had been over, since `due`, before it could go on."""
    lapse = Operation(LAPSE, event.target, event.key)
    lapse.task, lapse.due = event.task, due
    return lapse


def timed(run: Run, slot: int) -> bool:
    """Return whether a thread waits, but not for ever."""
    pending = run.tasks[slot].pending if slot < len(run.tasks) else None
    return pending is not None and pending.deadline is not None


def lasts(sleep: Operation, wait: Operation) -> bool:
    """Return whether somebody else's sleep ends no sooner than the time of a wait."""
    return sleep.task is not wait.task and (sleep.deadline or 0.0) >= (wait.deadline or 0.0) - INSTANT
