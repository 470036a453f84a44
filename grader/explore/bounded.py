"""Depth-first search with at most so many preemptions (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007).

Most bugs need one or two preemptions, so small bounds find them early where a program is too large to prove.
Without a bound the search is exhaustive, which is what the reduction is tested against.
"""

from dataclasses import dataclass, field

from grader.explore.run import Run
from grader.explore.task import Task


@dataclass(slots=True)
class Choice:
    """A decision on the current path: what was chosen, what is left to try, and at which cost so far."""

    slot: int
    left: list[int]
    spent: int
    preempts: bool
    unusual: bool = False


@dataclass(slots=True)
class Bounded:
    """The search: a strategy for one execution after another; `bound` None allows any number of preemptions."""

    bound: int | None
    path: list[Choice] = field(default_factory=list)
    depth: int = 0

    @property
    def proves(self) -> bool:
        """Whether nothing was left out: only without a bound."""
        return self.bound is None

    def pick(self, run: Run) -> Task | None:
        """Follow the path; beyond it, go on as usual and note the alternatives."""
        able = run.ready()
        usual = run.usual(able)
        if usual is None or len(able) == 1:
            return usual
        if self.depth == len(self.path):
            self.path.append(self.choice(run, able, usual))
        slot = self.path[self.depth].slot
        self.depth += 1
        chosen = next((task for task in able if task.slot == slot), None)
        if chosen is None:
            run.stopped = "nondeterministic"
        return chosen

    def choice(self, run: Run, able: list[Task], usual: Task) -> Choice:
        """Return a new decision: the usual thread first, the others if the bound allows them."""
        last = self.path[-1] if self.path else None
        spent = 0 if last is None else last.spent + (last.preempts and last.unusual)
        preempts = usual is run.current
        allowed = self.bound is None or not preempts or spent < self.bound
        others = [task.slot for task in able if task is not usual] if allowed else []
        return Choice(usual.slot, others, spent, preempts)

    def next(self, run: Run) -> bool:  # noqa: ARG002  (other searches learn from it)
        """Prepare the next execution; False when there is none left."""
        self.depth = 0
        while self.path:
            choice = self.path[-1]
            if choice.left:
                choice.slot = choice.left.pop(0)
                choice.unusual = True
                return True
            self.path.pop()
        return False
