"""What we ask of GitHub's API: an artifact, the pull request of a commit, and one comment that is kept up to date.

Whoever wrote the pull request may have written everything that comes back, so answers are capped, the token goes to
the API alone, and a pull request is found by what GitHub itself says of the run, never by what an artifact says.
"""

import http.client
import io
import json
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import UsageError

LARGEST = 1 << 20  # bytes of an artifact and of the file in it
ANSWER = 32 << 20  # bytes of a page of the API
PAGES, PER_PAGE = 20, 100
PATIENCE = 30.0  # seconds
BOT = "github-actions[bot]"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the next address is asked without our token."""

    def redirect_request(self, *_args: object, **_words: object) -> None:
        """Return no further request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The API at `base` for one repository, with a token that is sent nowhere else."""

    base: str
    repository: str
    token: str

    def ask(self, path: str, method: str = "GET", body: Mapping[str, Any] | None = None) -> Any:
        """Return the answer's JSON; raises UsageError if there is none."""
        data = None if body is None else json.dumps(body).encode()
        try:
            request = urllib.request.Request(f"{self.base}{path}", data, self.headers, method=method)  # noqa: S310
            with opener().open(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read(ANSWER))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UsageError(f"GitHub's API did not do {method} {path}: {error}") from error

    @property
    def headers(self) -> dict[str, str]:
        """What every request of ours says."""
        return {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": "threadlings",
        }

    def pages(self, path: str) -> Iterator[Any]:
        """Give every item of a list, page by page."""
        for page in range(1, PAGES + 1):
            items = self.ask(f"{path}{'&' if '?' in path else '?'}per_page={PER_PAGE}&page={page}")
            yield from items
            if len(items) < PER_PAGE:
                return

    def at(self, path: str) -> str:
        """Return a path below the repository."""
        return f"/repos/{self.repository}/{path}"


def opener() -> urllib.request.OpenerDirector:
    """Return what opens addresses and follows no redirection."""
    return urllib.request.build_opener(NoRedirect)


def result(api: Api, run: int, name: str, file: str) -> bytes:
    """Return the one file of a run's artifact; raises UsageError if there is none that we take."""
    query = urllib.parse.urlencode({"name": name})
    found = [
        one for one in api.ask(api.at(f"actions/runs/{run}/artifacts?{query}"))["artifacts"] if one["name"] == name
    ]
    if not found:
        raise UsageError(f"run {run} has left no artifact {name!r}; look at its log")
    if found[0]["size_in_bytes"] > LARGEST:
        raise UsageError(
            f"the artifact of run {run} has {found[0]['size_in_bytes']} bytes; at most {LARGEST} are taken"
        )
    return unpacked(downloaded(api, api.at(f"actions/artifacts/{found[0]['id']}/zip")), file)


def downloaded(api: Api, path: str) -> bytes:
    """Return what the API sends us to, asked for without the token."""
    request = urllib.request.Request(f"{api.base}{path}", headers=api.headers)  # noqa: S310
    try:
        with opener().open(request, timeout=PATIENCE) as answer:
            return capped(answer)
    except urllib.error.HTTPError as error:
        place = error.headers.get("Location", "")
        if error.code not in (302, 307) or not place.startswith(("https://", "http://127.0.0.1:")):
            raise UsageError(f"GitHub's API did not give {path}: {error}") from error
    except (OSError, http.client.HTTPException) as error:
        raise UsageError(f"GitHub's API did not give {path}: {error}") from error
    try:
        with opener().open(place, timeout=PATIENCE) as answer:
            return capped(answer)
    except (OSError, http.client.HTTPException) as error:
        raise UsageError(f"the place that GitHub named for {path} did not give it: {error}") from error


def capped(answer: Any) -> bytes:
    """Return the bytes of an answer, unless they are too many."""
    data: bytes = answer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UsageError(f"the artifact is larger than {LARGEST} bytes, whatever was said of it")
    return data


def unpacked(data: bytes, file: str) -> bytes:
    """Return the one file in a zip; its size is what comes out, not what the zip says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.namelist() != [file]:
                raise UsageError(f"the artifact must hold {file!r} and nothing else")
            if archive.getinfo(file).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise UsageError("the artifact is packed as GitHub does not pack; only what was uploaded is read")
            with archive.open(file) as inside:
                return capped(inside)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UsageError(f"the artifact is no zip that we read: {error}") from error


def pull_of(api: Api, run: Mapping[str, Any]) -> int:
    """Return the number of the open pull request whose head is the commit, branch and repository of a run."""
    head = run["head_sha"], run["head_branch"], (run["head_repository"] or {}).get("full_name")
    for pull in api.pages(api.at("pulls?state=open&sort=updated&direction=desc")):
        theirs = pull["head"]
        if (theirs["sha"], theirs["ref"], (theirs["repo"] or {}).get("full_name")) == head:
            return int(pull["number"])
    raise UsageError(f"no open pull request has {head[0]!r} as its head; it may have moved on")


def stick(api: Api, pull: int, text: str, marker: str) -> str:
    """Make our comment on a pull request say `text`; write it if there is none yet. Return what was done."""
    mine = author(api)
    for comment in api.pages(api.at(f"issues/{pull}/comments")):
        if comment["user"]["login"] == mine and comment["body"].startswith(marker):
            api.ask(api.at(f"issues/comments/{int(comment['id'])}"), "PATCH", {"body": text})
            return "updated"
    api.ask(api.at(f"issues/{pull}/comments"), "POST", {"body": text})
    return "written"


def author(api: Api) -> str:
    """Return who we are: a workflow's own token may not ask, and is the bot."""
    try:
        return str(api.ask("/user")["login"])
    except UsageError:
        return BOT
