"""Grade the same 30 submissions by ours and by its peers, in turn on this machine, and print the ratios.

    python tests/bench/peers.py FOLDER [--only ours pytest ...] [--work DIR]

FOLDER holds the assignment in the peers' forms (build.py, src/, bench/). Needs a package index for the peers, each of
which gets an environment of its own in DIR; ours is graded from a course that is made of `tests/bench/peers/` and the
same submissions. Our verdicts must be those of a fresh pytest per submission, else the ratios mean nothing.

The 30 share 34 files between them, far more than a class does. So what counts against the bars is `each`, which judges
every one of the 240 (`grade --each`, as the peers do); `ours` is the command as it is, which judges a file once.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping
from importlib import util
from pathlib import Path
from types import ModuleType

from grader import store

HERE = Path(__file__).parent / "peers"
SLUGS = sorted(folder.name for folder in HERE.iterdir() if folder.name[0].isdigit())
PACKAGES = {
    "pytest": ("pytest", "pytest-json-report"),
    "nbgrader": ("nbgrader==0.9.6",),
    "otter": ("otter-grader==7.0.0", "ipykernel"),
    "check50": ("check50==3.5.0",),
}
WHO = ("each", "ours", "floor", *PACKAGES)
BARS = {"nbgrader": 20, "otter": 35, "check50": 4, "pytest": 3}
"""How many times our wall time each of them must need at least; pytest two at a time."""
CPU = 2.5  # times what a bare fork server needs: that is what we may need


def main() -> int:
    """Build, run everybody, compare; exit with 1 if a verdict differs or a bar is missed."""
    plan = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    plan.add_argument("folder", type=Path)
    plan.add_argument("--only", nargs="*", default=list(WHO), choices=WHO)
    plan.add_argument("--work", type=Path)
    plan.add_argument("-j", default="auto")
    given = plan.parse_args()
    work = (given.work or Path(tempfile.mkdtemp(prefix="peers-"))).absolute()
    bench = Bench(given.folder.absolute(), work, given.j)
    bench.build()
    times = {name: bench.timed(name) for name in ("pytest", *given.only) if name in given.only}
    return 0 if report(times) & bench.same() else 1


class Bench:
    """The peers' `folder`, and a `work` folder for the assignment, the environments and what comes out."""

    def __init__(self, folder: Path, work: Path, jobs: str) -> None:
        self.folder, self.work, self.jobs = folder, work, jobs
        self.assignment, self.out = work / "assignment", work / "out"
        self.python = sys.executable

    def build(self) -> None:
        """Write the assignment in everybody's form."""
        shutil.rmtree(self.work / "ours", ignore_errors=True)
        self.out.mkdir(parents=True, exist_ok=True)
        subprocess.run([self.python, self.folder / "build.py", self.assignment], check=True)
        variants = module(self.folder / "src" / "variants.py")
        picks = json.loads((self.assignment / "picks.json").read_text())
        for slug in SLUGS:
            exercise(self.work / "ours" / "course", slug)
        for name, pick in picks.items():
            for slug, (kind, choice) in zip(SLUGS, pick.items(), strict=True):
                text = dict(variants.VARIANTS[kind])[choice]
                needed = [line for line in variants.IMPORTS.splitlines() if line.split()[-1] in text]
                if name != "s00":  # that is the reference, which nobody is timed with
                    write(self.work / "ours" / "class" / name / slug / f"{slug[3:]}.py", "\n".join(needed) + text)

    def environment(self, name: str) -> Path:
        """Return the `bin` of a peer's environment, made if it is not there."""
        place = self.work / f"venv-{name}"
        if not place.exists():
            venv.create(place, with_pip=True)
            subprocess.run([place / "bin" / "pip", "install", "-q", *PACKAGES[name]], check=True)
            if name == "nbgrader":
                self.run(["nbgrader", "generate_assignment", "a1"], place / "bin", self.assignment / "nbgrader")
                subprocess.run([self.python, self.folder / "build.py", self.assignment, "--nbgrader"], check=True)
            if name == "otter":
                words = ["otter", "generate", "-t", "tests", "-c", "otter_config.json", "-r", "requirements.txt"]
                self.run([*words, "-o", "autograder.zip"], place / "bin", self.assignment / "otter")
        return place / "bin"

    def run(self, words: list[str], path: Path, folder: Path) -> None:
        """Run a command of an environment."""
        env = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(words, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)

    def command(self, name: str) -> list[str]:
        """Return the command that grades all 30."""
        scripts, a, out = self.folder / "bench", str(self.assignment), str(self.out / name)
        if name in ("ours", "each"):
            shutil.rmtree(self.work / "ours" / "class" / ".grade", ignore_errors=True)
            course, where = str(self.work / "ours" / "course"), str(self.work / "ours" / "class")
            words = [self.python, "-m", "grader", where, "--course", course, "-j", self.jobs, "--quiet"]
            return [*words, "--each"] if name == "each" else words
        if name == "floor":
            return [self.python, f"{scripts}/forkserver.py", a, f"{out}.jsonl", "--runner", "plain", "--jobs", "8"]
        path = self.environment(name)
        return {
            "pytest": [f"{scripts}/pytest_each.sh", f"{path}/python", a, out, "2"],
            "nbgrader": [f"{scripts}/nbgrader_all.sh", str(path), a],
            "otter": [f"{scripts}/otter_each.sh", str(path), a, out],
            "check50": [f"{scripts}/check50_each.sh", str(path), a, out],
        }[name]

    def timed(self, name: str) -> tuple[float, float]:
        """Grade all 30 and return the seconds of wall and CPU time."""
        command = self.command(name)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        with (self.out / f"{name}.log").open("wb") as log:
            subprocess.run(command, stdout=log, stderr=log, check=False)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{name:<9} wall {wall:7.2f} s  cpu {cpu:7.2f} s", flush=True)
        return wall, cpu

    def same(self) -> bool:
        """Whether our verdicts are those of pytest, where both were run."""
        if not (self.out / "pytest").is_dir() or not (self.work / "ours" / "class" / ".grade").is_dir():
            return True
        scores = module(self.folder / "bench" / "scores.py")
        theirs, ours = scores.pytest_json(self.out / "pytest"), passed(self.work / "ours" / "class")
        differ = {name: sorted(set(ours[name]) ^ set(checks)) for name, checks in theirs.items()}
        differ = {name: checks for name, checks in differ.items() if checks}
        print(f"verdicts: {len(theirs)} submissions, {len(differ)} differ from pytest's {differ or ''}")
        return len(theirs) == len(ours) and not differ


def report(times: Mapping[str, tuple[float, float]]) -> bool:
    """Print the ratios; return whether every bar is met."""
    met = True
    for who in ("each", "ours"):
        if who not in times:
            continue
        wall, cpu = times[who]
        for name, least in BARS.items():
            if name in times:
                ratio = times[name][0] / wall
                met = met and (ratio >= least or who == "ours")
                print(f"wall: {name} / {who} = {ratio:.1f} (at least {least})")
        if "floor" in times:
            ratio = cpu / times["floor"][1]
            met = met and (ratio <= CPU or who == "ours")
            print(f"cpu: {who} / bare fork server = {ratio:.2f} (at most {CPU})")
    return met


def passed(folder: Path) -> dict[str, list[str]]:
    """Return which checks passed, by submission."""
    return {
        result.id: [one.check for score in result.scores for one in score.outcomes if not one.code]
        for result in store.read(store.beside(folder)).results
    }


def exercise(course: Path, slug: str) -> None:
    """Write one exercise of the course."""
    name = slug[3:]
    tests = course / "tests" / "exercises" / slug
    shutil.copytree(HERE / slug, tests, ignore=shutil.ignore_patterns("__pycache__"))
    text = (tests / f"test_{name}.py").read_text()
    checks = [line[4 : line.index("(")] for line in text.splitlines() if line.startswith("def test_")]
    both = 'title = {{en = "{0}", zh = "{0}"}}\n'.format
    write(tests / "feedback.toml", "".join(f"[{one}]\n{both(one)}" for one in ("exercise", *checks)))
    write(course / "exercises" / slug / f"{name}.py", "raise NotImplementedError\n")


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def module(path: Path) -> ModuleType:
    """Load a module of the peers'."""
    spec = util.spec_from_file_location(f"peers_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    made = util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


if __name__ == "__main__":
    sys.exit(main())
