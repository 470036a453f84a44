"""A small stand-in of GitHub's API on loopback: no more than `grader.github` asks for, and strict about that.

It is not GitHub. What it knows of the real one: who may ask what with which header, that an artifact is given by a
redirection to another place that must not see the token, and that a workflow's own token may not ask who it is.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "a-token-of-the-test"
BOT = "github-actions[bot]"


@dataclass
class Hub:
    """One repository's pull requests, comments and the artifact of run 4711; `faults` is what no client should do."""

    repository: str
    pulls: list[dict[str, Any]]
    comments: dict[int, list[dict[str, Any]]]
    artifact: bytes = b""
    declared: int = -1
    writes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:  # noqa: PLR0911  (one for each thing that can be asked)
        """Return the status and what is answered; None for what there is not."""
        own = path.removeprefix(f"/repos/{self.repository}/")
        if method == "GET" and re.fullmatch(r"pulls\?state=open&sort=updated&direction=desc&per_page=100&page=1", own):
            return 200, self.pulls
        if method == "GET" and (match := re.fullmatch(r"pulls/(\d+)", own)):
            return 200, next(pull for pull in self.pulls if pull["number"] == int(match[1]))
        if method == "GET" and own == "actions/runs/4711/artifacts?name=grade":
            size = self.declared if self.declared >= 0 else len(self.artifact)
            return 200, {"artifacts": [{"id": 5, "name": "grade", "size_in_bytes": size}] if self.artifact else []}
        if method == "GET" and own == "actions/artifacts/5/zip":
            return 302, f"{self.address}/elsewhere"
        if match := re.fullmatch(r"issues/(\d+)/comments(\?per_page=100&page=1)?", own):
            return self.talk(method, int(match[1]), body)
        if method == "PATCH" and (match := re.fullmatch(r"issues/comments/(\d+)", own)):
            (comment,) = [one for many in self.comments.values() for one in many if one["id"] == int(match[1])]
            comment["body"] = body["body"]
            return 200, comment
        if path == "/user":
            return 403, {"message": "Resource not accessible by integration"}
        self.faults.append(f"{method} {path}")
        return 404, {}

    def talk(self, method: str, pull: int, body: Any) -> tuple[int, Any]:
        """List the comments of a pull request, or add one."""
        if method == "GET":
            return 200, self.comments.get(pull, [])
        made = {"id": 1000 + len(self.writes), "user": {"login": BOT}, "body": body["body"]}
        self.comments.setdefault(pull, []).append(made)
        return 201, made


@contextmanager
def serving(hub: Hub) -> Iterator[str]:
    """Serve `hub` on loopback and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            if self.path == "/elsewhere":
                if self.headers.get("Authorization"):
                    hub.faults.append("the token was sent elsewhere")
                self.reply(200, hub.artifact, {})
                return
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                hub.faults.append(f"{self.path} without the token")
            if self.command != "GET":
                hub.writes.append(f"{self.command} {self.path}")
            status, said = hub.answer(self.command, self.path, body)
            if status == 302:
                self.reply(302, b"", {"Location": said})
            else:
                self.reply(status, json.dumps(said).encode(), {})

        def reply(self, status: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = handle_one  # noqa: N815  (names that http.server looks for)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        hub.address = f"http://127.0.0.1:{server.server_port}"
        yield hub.address
        server.shutdown()
        thread.join()
