"""Random small programs, exhaustive search, and what both are compared by."""

import random
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.explore import Program, Source
from grader.explore.bounded import Bounded
from grader.explore.execution import Executor
from grader.explore.exploration import quiet
from grader.explore.gathering import key_of
from grader.explore.operation import BEGIN, END, Kind

CLASSICS = Path(__file__).parent / "classics"

# Statements by family; T is the number of the thread that does it.
FAMILIES = {
    "variable": ["x = 3", "x += 1", "y = x", "out += note(x)", "x = y * 2"],
    "lock": ["with a: x += 1", "with b: y += x", "with a:\n    with b: x += 1", "with b:\n    with a: y += 1"],
    "rlock": ["with r:\n    with r: x += 1", "with r: out += note(x)"],
    "semaphore": ["with s: x += 1", "s.acquire()", "s.release()", "out += note(s.acquire(False))"],
    "bounded": [
        "try: g.release()\nexcept ValueError: out += note('over')",
        "g.acquire()",
        "out += note(g.acquire(False))",
    ],
    "condition": [
        "with c:\n    x += 1\n    c.notify()",
        "with c:\n    if x < 1: c.wait()\n    out += note(x)",
        "with c: c.notify_all()",
        "with c: out += note(c.wait(1))",
    ],
    "event": ["e.set()", "e.wait()", "e.clear()", "out += note(e.is_set())", "out += note(e.wait(1))"],
    "queue": ["q.put(T)", "out += note(q.get())", "q.task_done()", "q.join()", "out += note(q.qsize())"],
    "full queue": [
        "k.put(T)",
        "out += note(k.get())",
        "try: k.put_nowait(T)\nexcept queue.Full: out += note('full')",
        "try: out += note(k.get_nowait())\nexcept queue.Empty: out += note('empty')",
        "out += note(k.full())",
    ],
    "stack": [
        "t.put(T)",
        "out += note(t.get())",
        "try: out += note(t.get_nowait())\nexcept queue.Empty: out += note('empty')",
        "t.task_done()",
        "t.join()",
        "out += note(t.qsize())",
    ],
    "heap": [
        "h.put(3 - T)",
        "h.put(T)",
        "out += note(h.get())",
        "try: out += note(h.get(timeout=1))\nexcept queue.Empty: out += note('late')",
        "h.task_done()",
    ],
    "branch": ["if x: return", "while x < 2: x += 1", "for _ in range(2):\n    if y: break\n    y += 1"],
    "simple queue": ["z.put(T)", "out += note(z.get())", "out += note(z.empty())"],
    "list": ["things.append(T)", "if things: things.pop()", "out += note(len(things))"],
    "dict": ["table[T % 2] = T", "out += note(table.get(0))", "out += note(list(table))", "table.setdefault(0, T)"],
    "two lists": [
        "things.append(T)",
        "more.append(T)",
        "out += note(things == more)",
        "out += note(things + more)",
        "out += note(repr([things, more]))",
        "more.extend(things)",
        "things[:] = more",
        "more += things",
    ],
    "rows": [
        "rows[0][0] += 1",
        "rows.append([T, 0])",
        "rows[0], rows[-1] = rows[-1], rows[0]",
        "out += note(repr(sorted(rows)))",
        "for p, q in rows: out += note(p - q)",
        "out += note(sum(map(sum, rows)))",
        "out += note([0, 0] in rows)",
    ],
    "classes": ["One.n += 1", "one.n = T", "out += note(one.n)", "del one.n", "out += note(vars(one) == {})"],
    "try": ["if a.acquire(False):\n    x += 1\n    a.release()\nelse: out += note('busy')"],
    "late": ["if a.acquire(timeout=1):\n    x += 1\n    a.release()\nelse: out += note('late')"],
    "barrier": ["meet.wait()"],
    "alive": ["out += note(threads[0].is_alive())", "out += note(len(threading.enumerate()))"],
    "attribute": ["thing.n += 1", "out += note(thing.n)", "setattr(thing, 'n', T)"],
    "sleep": ["time.sleep(1)", "out += note(x)"],
    "future": [
        "try: f.set_result(T)\nexcept twice: out += note('twice')",
        "out += note(f.result())",
        "try: out += note(f.result(1))\nexcept late: out += note('late')",
        "out += note(f.done(), f.running())",
        "out += note(f.cancel())",
        "f.add_done_callback(lambda f: things.append(T))",
        "out += note(f.set_running_or_notify_cancel()) if not f.done() else ()",
    ],
    "futures": [
        "try: f.set_result(T)\nexcept twice: out += note('twice')",
        "try: l.set_exception(ValueError(T))\nexcept twice: out += note('twice')",
        "out += note([one is f for one in wait([f, l], return_when='FIRST_COMPLETED').done])",
        "out += note(len(wait([f, l], 1).done))",
        "out += note(len(wait([f, l], return_when='FIRST_EXCEPTION').done))",
        "for one in as_completed([f, l]): out += note(one is f)",
    ],
    "party": [
        "try: out += note(meet.wait())\nexcept broken: out += note('broken')",
        "try: out += note(meet.wait(1))\nexcept broken: out += note('late')",
        "meet.abort()",
        "meet.reset()",
        "out += note(meet.n_waiting, meet.broken)",
    ],
    "another": ["n = named(bump)\nn.start()\nn.join()", "named(bump).start()", "x += 1"],
    "timer": ["timer().start()", "time.sleep(1)", "n = timer()\nn.start()\nn.cancel()", "out += note(x)"],
    "line": [
        "line.append(T)",
        "out += note(line.popleft() if line else 'none')",
        "out += note(list(line))",
        "line.rotate()",
    ],
    "few": ["few.add(T)", "few.discard(0)", "out += note(T in few)", "out += note(len(few))", "few.update({T, 2})"],
    "patience": [
        "out += note(s.acquire(timeout=1))",
        "s.release()",
        "with c: out += note(c.wait_for(lambda: x > 0, 1))",
    ],
    "asked": [
        "try: threads[-1].join(1)\nexcept RuntimeError: out += note('early')",
        "try: threads[-1].start()\nexcept RuntimeError: out += note('again')",
        "x += 1",
    ],
    "moments": [
        "out += note(e.wait(2))",
        "out += note(e.wait(1))",
        "e.set()",
        "time.sleep(1)",
        "out += note(x)",
        "x += 1",
    ],
    "deep": [
        "rows.append(more)",
        "more.append(T)",
        "rows.clear()",
        "out += note(repr(rows))",
        "out += note(repr([things, rows]))",
        "rows[-1:] = [things]",
        "things.append(T)",
    ],
    "own": ["own.v = T", "out += note(getattr(own, 'v', None))", "var.set(T)", "out += note(var.get())"],
}
HEAD = """
import collections, contextvars, queue, threading, time
from concurrent.futures import Future, InvalidStateError as twice, as_completed, wait
from types import SimpleNamespace
x = y = 0
a, b, r = threading.Lock(), threading.Lock(), threading.RLock()
s, g, c, e = threading.Semaphore(1), threading.BoundedSemaphore(1), threading.Condition(), threading.Event()
q, k, z = queue.Queue(), queue.Queue(1), queue.SimpleQueue()
t, h = queue.LifoQueue(), queue.PriorityQueue()
things, table, threads, thing = [], {}, [], SimpleNamespace(n=0)
meet, more, rows = threading.Barrier(2), [], [[0, 0]]
f, l, line, few = Future(), Future(), collections.deque(), set()
late, broken = TimeoutError, threading.BrokenBarrierError
own, var = threading.local(), contextvars.ContextVar("var", default=0)
class One: n = 0
one = One()
def bump():
    global x
    x += 1
def named(job): return threading.Thread(target=job, name="another")
def timer():
    made = threading.Timer(1, bump)
    made.name = "timer"
    return made
def note(*values): return values
"""


def random_program(seed: int) -> str:
    rng = random.Random(seed)
    count = rng.choice([2, 2, 2, 3])
    statements = [line for family in rng.sample(sorted(FAMILIES), 2) for line in FAMILIES[family]]
    lines = [HEAD]
    for number in range(count):
        body = "\n".join(rng.choices(statements, k=rng.choice([1, 2, 3] if count == 2 else [1])))
        lines += [
            f"def work{number}():",
            "    global x, y, more",
            "    out = ()",
            textwrap.indent(body, "    "),
            "    outs[T] = out",
        ]
        lines = [line.replace("T", str(number)) if line.startswith("    ") else line for line in lines]
    return "\n".join(
        [
            *lines,
            f"outs = [None] * {count}",
            "def main():",
            *(f"    threads.append(threading.Thread(target=work{number}))" for number in range(count)),
            "    for t in threads: t.start()",
            f"    for t in threads{rng.choice(['', '', '', '[:1]'])}: t.join()",
            "    return [x, y, things, list(table.items()), thing.n, q.qsize(), *outs]",
        ]
    )


class Exhaustive(Bounded):
    """Every order of everything, except that beginnings, ends and the main thread go first where nobody can tell."""

    def __init__(self, forced: tuple[Kind, ...]) -> None:
        super().__init__(None)
        self.forced = forced

    def pick(self, run: Any) -> Any:
        able = run.ready()
        for task in able:
            if task.pending.kind in self.forced or (task.slot == 0 and END in self.forced):
                return task
        return super().pick(run)


def program_of(text: str) -> Program:
    source = Source(name="student", filename="student.py", text=text)
    return Program(sources=(source,), call=lambda modules: modules["student"].main())


class Visited:
    """What a search has visited: executions, those that ended asleep, distinct interleavings, distinct outcomes."""

    def __init__(self, text: str, search: Any, most: int) -> None:
        executor = Executor(program_of(text), 5000, 0)
        self.executions = self.asleep = 0
        self.interleavings: set[object] = set()
        self.outcomes: set[object] = set()
        more = True
        with quiet():
            while more and self.executions < most:
                run, ending = executor.execute(search)
                self.executions += 1
                if run.stopped == "redundant":
                    self.asleep += 1
                else:
                    self.interleavings.add(shape(run))
                    self.outcomes.add(key_of(replace(ending, left=tuple(sorted(ending.left)))))
                more = search.next(run)
                executor.dispose(run)
        self.complete = not more


def shape(run: Any) -> object:
    """Return what two executions share exactly if they differ in the order of commuting steps only."""
    run.history.catch_up()
    return tuple(tuple((event.kind.name, known(event.clock)) for event in task.events) for task in run.tasks)


def known(clock: list[int]) -> tuple[int, ...]:
    """Return a clock without the zeros of threads that it does not know."""
    return tuple(clock[: max((slot + 1 for slot, count in enumerate(clock) if count), default=0)])


def exhaustive(text: str) -> Exhaustive:
    """Return the search that visits everything, as far as anybody could tell the difference."""
    said = text.replace(HEAD, "")
    visible = any(
        word in said for word in ("alive", "enumerate", "[:1]", "threads[-1]", "timer()", "named(bump).start()")
    )
    return Exhaustive((BEGIN,) if visible else (BEGIN, END))
