"""A forge on loopback: the comments of one pull request behind GitHub's and GitLab's paths, and whatever goes wrong on the way."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

ME, OTHER = 7, 8
TOKEN = "not-a-secret-of-anybody"
GITHUB = "/repos/acme/specs/issues"
GITLAB = "/projects/3/merge_requests/12/notes"


class Trouble(NamedTuple):
    """An answer that takes the place of the right one; `done` says whether the request was carried out all the same."""

    status: int
    headers: Mapping[str, str] = MappingProxyType({})
    body: bytes = b"{}"
    done: bool = False


class Asked(NamedTuple):
    """One request, as it came in."""

    method: str
    path: str
    headers: dict[str, str]


class Forge:
    """What the server holds. `installation`: the token is one of a GitHub App, which may not ask who it is."""

    def __init__(self, *, installation: bool = False, page: int = 100) -> None:
        self.installation, self.page = installation, page
        self.comments: list[dict[str, Any]] = []
        self.asked: list[Asked] = []
        self.waited: list[float] = []
        self.trouble: Callable[[Asked], Trouble | None] = lambda asked: None
        self.base = ""

    def add(self, body: str, author: int = ME, type: str = "User") -> int:
        """A comment by somebody."""
        who = {"id": author, "type": type}
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": who, "author": who})
        return len(self.comments)

    @property
    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.comments]

    @property
    def writes(self) -> list[str]:
        return [asked.method for asked in self.asked if asked.method != "GET"]

    def carry_out(self, asked: Asked, body: bytes) -> tuple[int, dict[str, str], Any]:
        """Status, headers and JSON of the right answer."""
        if asked.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {}, {}
        parts = urlsplit(asked.path)
        if parts.path == "/user":
            return (403, {}, {}) if self.installation else (200, {}, {"id": ME})
        one = re.fullmatch(rf"(?:{GITHUB}/comments|{GITLAB})/(\d+)", parts.path)
        if one and asked.method == ("PATCH" if "/repos/" in asked.path else "PUT"):
            return self._changed(self.comments[int(one[1]) - 1], json.loads(body)["body"])
        if parts.path not in (f"{GITHUB}/12/comments", GITLAB):
            return 404, {}, {}
        if asked.method == "POST":
            mine = (41898282, "Bot") if self.installation else (ME, "User")
            return 201, {}, {"id": self.add(json.loads(body)["body"], *mine)}
        return self._listed(parts.path, parse_qs(parts.query))

    def _changed(self, comment: dict[str, Any], text: str) -> tuple[int, dict[str, str], Any]:
        if not self.installation and comment["user"]["id"] != ME:
            return 403, {}, {}
        comment["body"] = text.replace("\n", "\r\n")  # as forges do
        return 200, {}, comment

    def _listed(self, path: str, query: dict[str, list[str]]) -> tuple[int, dict[str, str], Any]:
        number = int(query.get("page", ["1"])[0])
        start = (number - 1) * self.page
        link = f'<{self.base}{path}?per_page=100&page={number + 1}>; rel="next", <{self.base}{path}?page=99>; rel="last"'
        more = len(self.comments) > start + self.page
        return 200, {"Link": link} if more else {}, self.comments[start : start + self.page]


@contextmanager
def serving(forge: Forge) -> Iterator[Forge]:
    """The forge at `forge.base`, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers))
            forge.asked.append(asked)
            trouble = forge.trouble(asked)
            if trouble and not trouble.done:
                self.reply(*trouble[:3])
                return
            status, headers, said = forge.carry_out(asked, body)
            self.reply(*(trouble[:3] if trouble else (status, headers, json.dumps(said).encode())))

        def reply(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, text in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_PUT = answer

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        forge.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield forge
        finally:
            server.shutdown()
            thread.join()
