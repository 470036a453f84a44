"""Live runs: what is seen of a student's processes from outside."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.judge import exchange
from grader.judge.finding import Finding
from grader.sandbox.levels import trouble
from grader.sandbox.limits import LIVE
from tests.grader.conftest import Staged

Judged = Callable[[str], dict[str, Any]]

HEAD = "import os, time, threading, signal, multiprocessing as mp\nfrom multiprocessing import Process\n\n\n"

JOINED = """
def steps(tasks):
    codes = []
    for task in tasks:
        child = Process(target=task)
        child.start()
        {wait}
        codes.append(child.exitcode)
    {last}
    return codes
"""


def student(wait: str = "child.join()", last: str = "pass") -> str:
    return HEAD + JOINED.format(wait=wait, last=last)


@pytest.mark.parametrize(
    "wait",
    [
        "child.join()",
        "while child.is_alive(): time.sleep(0.01)",
        "while child.is_alive(): pass",
        "mp.connection.wait([child.sentinel]); child.join()",
        "while child.is_alive(): child.join(timeout=0.2)",
        "while child.is_alive(): print('still there'); time.sleep(0.01)",
        "t = threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(child.is_alive, False)]); t.start(); t.join()",
        "t = threading.Thread(target=child.join); t.start(); child.join(); t.join()",
    ],
)
def test_every_way_of_waiting_is_accepted(judged: Judged, wait: str) -> None:
    exercise = judged(student(wait).replace("import os", "import multiprocessing.connection, os"))

    assert [check["code"] for check in exercise["checks"]] == [None, None]


ORPHAN = """
def told_by_an_orphan():
    r, w = os.pipe()
    if os.fork() == 0:
        if os.fork() == 0:
            for _ in range(10_000_000): pass
            os.write(w, b".")
        os._exit(0)
    os.wait()
    os.read(r, 1)


"""


def test_who_waits_for_an_orphan_at_work_is_not_stuck(judged: Judged) -> None:
    source = student("child.join()", "told_by_an_orphan()").replace("def steps", ORPHAN + "def steps")

    exercise = judged(source)

    assert [check["code"] for check in exercise["checks"]] == [None, None]


def test_an_orphan_is_left_behind(judged: Judged) -> None:
    exercise = judged(student(last="if os.fork() == 0: os.fork() or signal.pause(); os._exit(0)\n    os.wait()"))

    assert exercise["checks"][1]["code"] == "L302"


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ("threading.Thread(target=signal.pause, daemon=True).start()", "L301"),
        ("threading.Thread(target=threading.Event().wait, daemon=True).start()", "L301"),
        ("Process(target=signal.pause).start()", "L302"),
        ("os.fork() or os._exit(0)", "L303"),
        ("os.fork() or signal.pause()", "L302"),
        ("os.fork()", "W107"),
        ("if os.fork() == 0: 1 / 0", "W107"),
        ("mp.get_context('spawn').Lock()", None),
    ],
)
def test_what_is_left_is_named(judged: Judged, last: str, code: str | None) -> None:
    exercise = judged(student(last=last))

    assert exercise["checks"][1]["code"] == code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def steps(tasks):\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()", "D202"),
        ("def steps(tasks):\n    mp.Queue().get()", "D202"),
        ("def steps(tasks):\n    return [0, 3]", "W105"),
        ("def steps(tasks):\n    for t in tasks: Process(target=t).start()\n    signal.pause()", "W108"),
    ],
)
def test_a_stuck_or_hasty_run_is_told_apart(judged: Judged, source: str, code: str) -> None:
    exercise = judged(HEAD + source)

    assert exercise["checks"][1]["code"] == code


def test_a_stuck_run_says_who_waits_for_what(judged: Judged) -> None:
    exercise = judged(
        HEAD
        + "def steps(tasks):\n    r, w = mp.Pipe()\n    p = Process(target=w.send, args=('x' * 1_000_000,))\n"
        + "    p.start()\n    p.join()"
    )

    waits = {wait["process"]: wait["for"] for wait in exercise["checks"][0]["evidence"]["waits"]}
    assert waits == {"caller": ["child"], "child": ["room"]}


STUCK = """
def put(queue):
    queue.put("x" * 1_000_000)


def steps(tasks):
    queue = mp.get_context("{method}").Queue()
    child = mp.get_context("{method}").Process(target=put, args=(queue,))
    child.start()
    child.join()
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_circle_between_processes_is_drawn_with_lines(judged: Judged, method: str) -> None:
    source = HEAD + STUCK.format(method=method)

    evidence = judged(source)["checks"][0]["evidence"]

    caller, *child = evidence["waits"]
    assert (caller["for"], caller["whom"], caller["function"]) == (["child"], [1], "steps")
    assert source.splitlines()[caller["line"] - 1].strip() == "child.join()"
    assert [(wait["for"], wait["whom"]) for wait in child] == [(["taken"], []), (["room"], [0])]
    assert evidence["cycle"] == [0, 1, 0]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("signal.signal(signal.SIGALRM, lambda *_: None); signal.alarm(1); signal.pause(); return [1]", "W101"),
        (
            "signal.signal(signal.SIGALRM, lambda *_: None); signal.setitimer(0, 0.3); signal.pause(); return [1]",
            "W101",
        ),
        (
            "child = os.fork() or time.sleep(0.3) or os._exit(0); import select; select.select([os.pidfd_open(child)], [], [])",
            "W101",
        ),
        ("time.sleep(1000)", "T509"),
        ("threading.Lock().acquire() and threading.Event().wait(1000)", "T509"),
        ("os.fork() or time.sleep(1000)\n    os.wait()", "T509"),
    ],
)
def test_who_will_wake_is_told_from_who_sleeps_too_long(judged: Judged, source: str, code: str) -> None:
    exercise = judged(HEAD + f"def steps(tasks):\n    {source}")

    assert exercise["checks"][0]["code"] == code


GATED = """
import os, threading, time
from grader.stage import gate


def call(student):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    if not os.fork():
        os.fork() or gate("grandchild")
        while time.process_time() < 0.3: pass
        gate("child")
        os._exit(0)
    gate("caller")
    os.wait()
"""


def test_at_a_gate_processes_threads_and_computing_are_counted(staged: Staged) -> None:
    run = staged("", GATED).start("call")
    run.settle()

    caller, child, grandchild = (
        next(run.processes[at.pid] for at in run.held if at.gate == gate) for gate in ("caller", "child", "grandchild")
    )
    assert len(run.processes) == 3
    assert (caller.pid, caller.threads) == (run.pid, 2)
    assert (child.parent, child.threads) == (run.pid, 1)
    assert grandchild.parent == child.pid
    assert child.cpu > 0.2 > grandchild.cpu


BURN = """
def burn(*_):
    while True:
        pass


def waits(*_):
    threading.Event().wait()


def call():
    {body}
"""
COMPUTING = {
    "the caller": ("Process(target=waits).start(); burn()", {"caller": ["cpu"], "child": ["lock"]}),
    "a child": ("p = Process(target=burn); p.start(); p.join()", {"caller": ["child"], "child": ["cpu"]}),
    "a thread": ("t = threading.Thread(target=burn); t.start(); t.join()", {"caller": ["cpu"]}),
    "a grandchild": (
        "os.fork() or (os.fork() or burn(), os.wait()); os.wait()",
        {"caller": ["child"], "child": ["cpu"]},
    ),
    "many in turn": ("while True: p = Process(target=sum, args=(range(9 ** 6),)); p.start(); p.join()", {}),
}


@pytest.mark.parametrize("who", COMPUTING)
def test_endless_computing_is_told_from_waiting(staged: Staged, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    monkeypatch.setattr("grader.judge.stage.LIVE", replace(LIVE, work=0.3))
    body, waits = COMPUTING[who]
    stage = staged(HEAD + BURN.format(body=body), "def call(student): student.call()")

    with pytest.raises(Finding) as found:
        stage.run("call")

    assert (found.value.code, found.value.evidence["seconds"]) == ("T502", 0.3)
    seen = {one["process"]: one["for"] for one in found.value.evidence["waits"]}
    assert seen.items() >= waits.items()


def test_whoever_rests_in_between_may_work_again(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.judge.stage.LIVE", replace(LIVE, work=1.0))
    scenarios = (
        "from grader.stage import gate\nimport time\ndef call(student):\n    for _ in range(4): work(); gate('rest')\n"
    )
    work = "def work():\n    until = time.process_time() + 0.4\n    while time.process_time() < until: pass\n"
    run = staged("", scenarios + work).start("call")

    for _ in range(4):
        run.settle()
        run.release("rest")

    assert run.finish().value is None


SERVED = """
import multiprocessing
from grader.stage import gate


def call(student):
    with multiprocessing.get_context("fork").Manager() as manager:
        shared = manager.dict(count=0)
        gate("there")
        shared["count"] += 1
        return shared["count"]
"""


def test_a_manager_rests_until_it_is_wanted(staged: Staged) -> None:
    run = staged("", SERVED).start("call")
    run.settle()

    assert {task.rest for task in run._look()} == {"forever"}
    assert run.finish().value == 1


def test_one_who_computes_without_end_does_not_do_so_at_full_length_in_every_check(judged: Judged) -> None:
    first, second = judged(HEAD + "def steps(tasks):\n    while True: pass")["checks"]

    assert (first["code"], first["evidence"]["seconds"], "after" in first["evidence"]) == ("T502", 5, False)
    assert (second["code"], second["evidence"]["seconds"], second["evidence"]["after"]) == ("T502", 2, "T502")


def test_shared_memory_and_files_that_are_left_are_named(judged: Judged) -> None:
    shared = "import multiprocessing.shared_memory as sm\n    sm.SharedMemory(create=True, size=8).close()"

    assert judged(student(last=shared))["checks"][1]["code"] == "L305"
    assert judged(student(last="open('/tmp/left', 'w').close()"))["checks"][1]["evidence"]["got"] == {"files": ["left"]}


SERVED_BY_FORK = """

context = mp.get_context("forkserver")
lock = context.Lock()


def work(lock, line):
    own = context.Lock()
    line.send(own.acquire())
    lock.acquire()


def hold(kill):
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(lock, theirs))
    with lock:
        child.start()
        ours.recv()
        if kill:
            child.kill()
            child.join()
    child.join()
"""


def test_a_semaphore_is_left_by_somebody_who_was_killed_not_by_an_import(judged: Judged) -> None:
    imported, killed = (judged(student(last=f"hold({kill})") + SERVED_BY_FORK)["checks"][1] for kill in (False, True))

    assert (imported["code"], killed["code"]) == (None, "L306")


def test_what_the_code_prints_is_shown(judged: Judged) -> None:
    exercise = judged("print('here I am')\ndef steps(tasks): return []")

    assert exercise["checks"][0]["evidence"]["printed"] == "here I am\n"


def test_a_large_answer_on_its_way_is_not_taken_for_a_wait_without_end(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "CHUNK", 1 << 10)  # the stage sleeps until a quarter of the line is free again
    stage = staged("", "def speak(student): return 'x' * 900_000")

    done = stage.run("speak")

    assert len(done.value) == 900_000


LIMITS = {
    "memory": ("bytes(8 << 30)", "T506"),
    "threads": ("[threading.Thread(target=signal.pause, daemon=True).start() for _ in range(10_000)]", "T507"),
    "processes": ("[os.fork() or signal.pause() for _ in range(10_000)]", "T507"),
    "one file": ("open('large', 'wb').write(bytes(100 << 20))", "T508"),
    "many files": ("[open(f'{i}', 'wb').write(bytes(1 << 20)) for i in range(100)]", "T508"),
}


@pytest.mark.skipif(bool(trouble("L2")), reason=trouble("L2"))
@pytest.mark.parametrize("what", LIMITS)
def test_whoever_wants_too_much_is_told_what(judged: Judged, what: str) -> None:
    source, code = LIMITS[what]

    exercise = judged(HEAD + f"def steps(tasks):\n    {source}")

    assert exercise["checks"][1]["code"] == code
