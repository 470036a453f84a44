"""Schedules per second on the same programs: ours against frontrun 0.7.0 and interleave-test 0.1.0.

    python3.12 tests/bench/schedules.py       (interleave-test needs 3.12; ours must be installed there)

Each tool runs in a process of its own, in turn; the peers in an environment that is made for this and removed.
They get their fastest way of searching, random schedules, where every thread is as likely at every step; ours are
selectively uniform walks (SURW), which is what `search="random"` means and costs more for each schedule. A program is a class with the state of two or three
threads, `work` is what each of them does; nothing ever goes wrong in it, so that nobody stops early.
"""

import json
import subprocess
import sys
import tempfile
import textwrap
import venv
from pathlib import Path

PEERS = ("frontrun==0.7.0", "interleave-test==0.1.0")
ROUNDS = 3

PROGRAMS = {
    "locked counter, 2 threads": (2, "with self.lock: self.x += 1"),
    "locked counter, 3 threads": (3, "with self.lock: self.x += 1"),
    "two locks in order, 2 threads": (2, "with self.lock:\n    with self.other: self.x += 1"),
    "three additions, 2 threads": (2, "for _ in range(3):\n    with self.lock: self.x += 1"),
}
STATE = """
import threading
class State:
    def __init__(self):
        self.x, self.lock, self.other = 0, threading.Lock(), threading.Lock()
    def work(self):
{body}
"""
OURS = """
import json, time
from grader.explore import Budget, Program, Source, explore
text = TEXT + '''
def main():
    state = State()
    threads = [threading.Thread(target=state.work) for _ in range(COUNT)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
'''.replace("COUNT", str(COUNT))
program = Program(sources=(Source(name="m", filename="m.py", text=text),), call=lambda modules: modules["m"].main())
began = time.perf_counter()
table = explore(program, budget=Budget(executions=2000), search="random")
assert table.search == "surw: budget spent", table.search
print(json.dumps(table.executions / (time.perf_counter() - began)))
"""
FRONTRUN = """
import json, time
exec(compile(TEXT, FILE, "exec"))
import frontrun
began = time.perf_counter()
result = frontrun.explore(setup=State, workers=State.work, count=COUNT, invariant=lambda state: True,
                          strategy="random", max_attempts=60)
print(json.dumps(result.num_explored / (time.perf_counter() - began)))
"""
INTERLEAVE = """
import json, time
exec(compile(TEXT, FILE, "exec"))
import interleave_test
def model():
    state = State()
    threads = [threading.Thread(target=state.work) for _ in range(COUNT)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
began = time.perf_counter()
result = interleave_test.explore(model, iterations=300, seed=1, include=[FILE])
print(json.dumps(result.schedules_run / (time.perf_counter() - began)))
"""


def main() -> None:
    """Measure every tool on every program and print rates and ratios."""
    with tempfile.TemporaryDirectory(prefix="threadlings-bench-") as folder:
        venv.create(Path(folder) / "peers", with_pip=True)
        tools = Path(folder) / "peers" / "bin"
        theirs = str(tools / "python")
        subprocess.run([theirs, "-m", "pip", "install", "-q", *PEERS], check=True)
        print(f"{'program':32} {'surw/s':>8} {'frontrun/s':>10} {'ratio':>6} {'interleave/s':>12} {'ratio':>6}")
        for name, (count, work) in PROGRAMS.items():
            file = Path(folder) / "state.py"
            file.write_text(STATE.format(body=textwrap.indent(work, "        ")), encoding="utf-8")
            ours = rate([sys.executable], OURS, file, count)
            frontrun = rate([str(tools / "frontrun"), theirs], FRONTRUN, file, count)
            interleave = rate([theirs], INTERLEAVE, file, count)
            print(
                f"{name:32} {ours:8.0f} {frontrun:10.1f} {ours / frontrun:6.0f} {interleave:12.1f} {ours / interleave:6.0f}",
                flush=True,
            )


def rate(command: list[str], script: str, file: Path, count: int) -> float:
    """Return the best of some measurements: executions per second."""
    text = f"TEXT = {file.read_text('utf-8')!r}\nFILE = {str(file)!r}\nCOUNT = {count}\n{script}"
    return max(measured(command, text, file.parent) for _ in range(ROUNDS))


def measured(command: list[str], text: str, folder: Path) -> float:
    """Run one measurement in a process of its own."""
    script = folder / "measure.py"
    script.write_text(text, encoding="utf-8")
    done = subprocess.run([*command, str(script)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return float(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
