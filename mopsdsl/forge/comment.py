"""One comment on a pull request, kept up to date: found again by a marker that nobody sees, and ours by who wrote it."""

import re
from collections.abc import Callable
from typing import Any

from mopsdsl._value import value
from mopsdsl.forge.client import Busy, Client, Refused

WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds between the tries. A forge that asks for more than LONGEST is not waited for."""
LONGEST = 60.0


@value
class Thread:
    """Where a forge keeps the comments of one pull request, and how it calls things."""

    comments: str
    """The path of the list; a new comment is posted to it."""
    comment: str
    """The path of one, with `{}` for its id."""
    update: str
    """The HTTP method that changes one."""
    author: str
    """The member of a comment that says who wrote it."""
    bots: bool
    """Whether a token may be one of a bot that can't be asked who it is (an installation of a GitHub App, as GITHUB_TOKEN)."""
    limit: int
    """Characters that a comment may have."""


def marker(key: str) -> str:
    """The first line of our comment for a project; whatever the key holds, it can't end the comment that hides it."""
    return f"<!-- mopsdsl plan: {re.sub(r'[^A-Za-z0-9_./]+', '-', key) or '.'} -->"


def keep(
    client: Client, thread: Thread, mark: str, text: str, *, quiet: bool, sleep: Callable[[float], None]
) -> str:
    """Let the one comment say this text: created, updated or unchanged; where it would only be quiet and is not there, nothing.

    Every try begins with looking for the comment, so one whose answer got lost is found, not written twice.
    Raises Refused, and Busy after the last try.
    """
    for wait in (*WAITS, None):
        try:
            return _kept(client, thread, mark, text, quiet)
        except Busy as busy:
            if wait is None or busy.wait > LONGEST:
                raise
            sleep(max(wait, busy.wait))
    raise AssertionError("the last try returns or raises")


def _kept(client: Client, thread: Thread, mark: str, text: str, quiet: bool) -> str:
    body = shortened(f"{mark}\n{text}", thread.limit)
    me = _me(client, thread)
    found = next(
        (one for one in client.pages(f"{thread.comments}?per_page=100") if _ours(one, thread, mark, me)), None
    )
    if found is None:
        if quiet:
            return "nothing"
        client.send("POST", thread.comments, {"body": body})
        return "created"
    if _same(str(found["body"]), body):
        return "unchanged"
    client.send(thread.update, thread.comment.format(found["id"]), {"body": body})
    return "updated"


def _me(client: Client, thread: Thread) -> int | None:
    """The id of the token's user; None for a bot that may not ask."""
    try:
        user = client.get("/user")
    except Refused as refused:
        if thread.bots and refused.status in (401, 403, 404):
            return None
        raise
    if not isinstance(user, dict) or not isinstance(user.get("id"), int):
        raise Busy("it did not say whose token this is")
    return int(user["id"])


def _ours(comment: Any, thread: Thread, mark: str, me: int | None) -> bool:
    """Ours begins with the marker: one that quotes it does not."""
    if not isinstance(comment, dict) or not isinstance(comment.get("id"), int):
        return False
    author = comment.get(thread.author)
    if not str(comment.get("body")).startswith(mark) or not isinstance(author, dict):
        return False
    return author.get("type") == "Bot" if me is None else author.get("id") == me


def _same(one: str, other: str) -> bool:
    """Forges keep line ends and the end of a text as they like."""
    return one.replace("\r\n", "\n").strip() == other.strip()


_NOTE = "\n\n_The rest is left out: it would be longer than this place allows. The whole plan is among the reports of this run._\n"


def shortened(text: str, limit: int) -> str:
    """The text in at most so many characters: cut between lines, from the end (dangers come first), with what was open closed again."""
    if len(text) <= limit:
        return text
    room = limit - len(_NOTE)
    kept, end = text, ""
    while len(kept) + len(end) > room:
        kept = kept[: max(0, room - len(end))].rpartition("\n")[0]
        end = _closing(kept)
    return f"{kept}{end}{_NOTE}"


def _closing(text: str) -> str:
    """What closes all that is open where a text ends."""
    fence = _open_fence(text)
    details = len(re.findall(r"<details\b", text)) - text.count("</details>")
    return (f"\n{fence}" if fence else "") + "\n</details>" * min(10, details)


def _open_fence(text: str) -> str:
    """The backticks of the code block in which a text ends, if it ends in one: it goes on until as many stand alone on a line."""
    fence = ""
    for ticks, rest in re.findall(r"^ {0,3}(`{3,})(.*)$", text, re.MULTILINE):
        if not fence:
            fence = ticks
        elif len(ticks) >= len(fence) and not rest.strip():
            fence = ""
    return fence
