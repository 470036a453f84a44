"""`grade comment`: say on a pull request what a run gave, in one comment that is kept up to date."""

import argparse
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.commands.arguments import course
from grader.errors import UsageError

REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
SHA = re.compile(r"[0-9a-f]{40}")


def run(words: Sequence[str]) -> int:
    """Write or update the comment and say so."""
    asked = parser().parse_args(words)
    from grader import catalog, github  # noqa: PLC0415  (--help answers at once)
    from grader.report import comment  # noqa: PLC0415

    exercises = catalog.load(course(asked.course, Path()))
    base, token = os.environ.get("GITHUB_API_URL", "https://api.github.com"), os.environ.get("GITHUB_TOKEN", "")
    if asked.event:
        repository, ran = event(asked.event)
        api = github.Api(base=base, repository=repository, token=token)
        pull = github.pull_of(api, ran)
        data = github.result(api, ran["id"], asked.artifact, "result.json")
    else:
        if not (REPOSITORY.fullmatch(asked.repository) and SHA.fullmatch(asked.sha) and asked.result):
            raise UsageError("name --event FILE, or --result FILE with --repository OWNER/NAME, --sha and --pull")
        api = github.Api(base=base, repository=asked.repository, token=token)
        pull, data = asked.pull, asked.result.read_bytes()
        comment.untrusted(data, exercises, asked.result.name)  # before anybody is asked about it
        if api.ask(api.at(f"pulls/{pull}"))["head"]["sha"] != asked.sha:
            raise UsageError(f"pull request {pull} is not at {asked.sha} any more; grade what it is at now")
    text = comment.render(comment.untrusted(data, exercises))
    print(f"comment on pull request {pull}: {github.stick(api, pull, text, comment.MARKER)}")
    return 0


def event(file: Path) -> tuple[str, Mapping[str, Any]]:
    """Return the repository and the run that a workflow_run event speaks of; raises UsageError if it is none."""
    try:
        said = json.loads(file.read_bytes())
        name, ran = said["repository"]["full_name"], said["workflow_run"]
        whole = {"id": int(ran["id"])} | {key: ran[key] for key in ("head_sha", "head_branch", "head_repository")}
        known = REPOSITORY.fullmatch(name) is not None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(
            f"{str(file)!r} is no event of a workflow_run; name the file that GITHUB_EVENT_PATH names in such a run"
        ) from error
    if not known:
        raise UsageError(f"{str(file)!r} speaks of a repository {name!r}; its name must be OWNER/NAME")
    return name, whole


def parser() -> argparse.ArgumentParser:
    """Describe `grade comment`."""
    parser = argparse.ArgumentParser(
        prog="grade comment",
        description="Say on a pull request what a run gave. The run's result is believed only in which checks passed. "
        "The token is read from GITHUB_TOKEN, the API's address from GITHUB_API_URL.",
    )
    parser.add_argument("--course", type=Path, metavar="DIR", help="where exercises/ and tests/exercises/ are")
    parser.add_argument("--event", type=Path, metavar="FILE", help="a workflow_run event: finds artifact and request")
    parser.add_argument("--artifact", default="grade", metavar="NAME", help="of the run in the event [grade]")
    parser.add_argument("--result", type=Path, metavar="FILE", help="a result that is at hand, instead of --event")
    parser.add_argument("--repository", default="", metavar="OWNER/NAME", help="with --result: where to comment")
    parser.add_argument("--sha", default="", help="with --result: what the pull request's head must still be")
    parser.add_argument("--pull", type=int, default=0, metavar="N", help="with --result: the pull request")
    return parser
