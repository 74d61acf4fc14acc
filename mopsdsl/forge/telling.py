"""The words of a run: what the comment says, and what is said where there can be none."""

import sys
import time
from argparse import Namespace

from mopsdsl.forge import comment
from mopsdsl.forge.client import Busy, Client, Refused
from mopsdsl.forge.comment import Thread
from mopsdsl.forge.tool import TOKEN, Plan

NO_PLAN = "An earlier plan stood here. The specs have errors now, so there is none; the checks of this pull request name them."


def tell(options: Namespace, client: Client, thread: Thread | None, plan: Plan | None) -> None:
    """Keeps the comment up to date, and says in the log what came of it. That it can't be written is no failure of the specs."""
    if options.comment == "true" and thread and plan and plan.status != 2:
        print(f"mopsdsl: {_told(options, client, thread, plan)}", file=sys.stderr)


def _told(options: Namespace, client: Client, thread: Thread, plan: Plan) -> str:
    if not client.token:
        return f"No comment: there is no token. Give one in {TOKEN}."
    mark, text = comment.marker(options.directory), plan.text or NO_PLAN
    try:
        return _DONE[comment.keep(client, thread, mark, text, quiet=not plan.changes, sleep=time.sleep)]
    except Refused as refused:
        return f"No comment: {_why(refused)}"
    except Busy as busy:
        return f"No comment: the forge's API is not to be had just now: {busy}."


_DONE = {
    "created": "The plan is in a new comment.",
    "updated": "The comment has the plan as it is now.",
    "unchanged": "The comment says all of it already.",
    "nothing": "No comment, since nothing changes.",
}


def _why(refused: Refused) -> str:
    match refused.status:
        case 401:
            return "the token is not, or no longer, valid."
        case 403:
            return "the token may not write comments here. That is so for a pull request from a fork; elsewhere, see docs/ci.md."
        case 404:
            return "there is no such pull request, or the token may not see it."
        case 422:
            return "the forge did not take it. The pull request may be locked."
        case status:
            return (
                f"the forge said no: {refused}."
                if status
                else f"the forge's API is not as it should be: {refused}."
            )
