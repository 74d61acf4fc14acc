"""A run in GitHub Actions: annotations, SARIF, the job summary, one comment. The variables are GitHub's documented ones."""

import os
import re
from argparse import Namespace
from collections.abc import Mapping

from mopsdsl.forge import telling, tool
from mopsdsl.forge.client import Client
from mopsdsl.forge.comment import Thread, shortened

LIMIT = 65_536
"""Characters of a comment; a longer one is answered with 422."""
SUMMARY_LIMIT = 250_000
"""Characters of the job summary: at most a MiB in UTF-8, which is what a step may add."""


def run(options: Namespace, environment: Mapping[str, str]) -> int:
    """Everything in order; its exit status is that of `python -m mopsdsl.forge`."""
    checked = tool.check(options, "github")
    print(checked.out, end="")  # GitHub reads the annotations from the log
    sarif = (
        tool.write(options, "mopsdsl.sarif", tool.check(options, "sarif").out) if checked.status != 2 else ""
    )
    base = options.base or _base(environment)
    plan = tool.plan(options, base) if base and checked.status != 2 else None
    _append(environment, "GITHUB_STEP_SUMMARY", summary(tool.check(options, "text"), plan))
    _append(environment, "GITHUB_OUTPUT", _outputs(options, sarif, plan))
    api = environment.get("GITHUB_API_URL") or "https://api.github.com"
    telling.tell(options, Client(api, tool.token(environment)), _thread(environment), plan)
    return tool.status(options, checked, plan)


def _base(environment: Mapping[str, str]) -> str:
    """The branch that a pull request goes to; of anything else there is none."""
    branch = environment.get("GITHUB_BASE_REF", "")
    return f"origin/{branch}" if branch else ""


def summary(checked: tool.Answer, plan: tool.Plan | None) -> str:
    """The findings as `check` shows them, where there are any, and the plan."""
    parts = []
    if checked.out.strip():
        longest = max((len(ticks) for ticks in re.findall(r"`+", checked.out)), default=0)
        fence = "`" * max(3, longest + 1)
        parts.append(shortened(f"{fence}text\n{checked.out.rstrip()}\n{fence}\n", SUMMARY_LIMIT // 2))
    if plan and plan.text:
        parts.append(plan.text)
    return shortened("\n".join(parts) + "\n", SUMMARY_LIMIT)


def _outputs(options: Namespace, sarif: str, plan: tool.Plan | None) -> str:
    said = {
        "changes": str(bool(plan and plan.changes)).lower(),
        "destructive": str(bool(plan and plan.destructive)).lower(),
        "plan-file": os.path.join(options.reports, "plan.md") if plan and plan.text else "",
        "sarif-file": sarif,
    }
    return "".join(f"{name}={' '.join(text.splitlines())}\n" for name, text in said.items())


def _append(environment: Mapping[str, str], variable: str, text: str) -> None:
    """Adds to a file that the runner reads after the step; outside of a runner there is none."""
    if path := environment.get(variable):
        with open(path, "a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _thread(environment: Mapping[str, str]) -> Thread | None:
    """The comments of the pull request that the run is for."""
    repository, number = environment.get("GITHUB_REPOSITORY", ""), _number(environment)
    if number is None or not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        return None
    return Thread(
        comments=f"/repos/{repository}/issues/{number}/comments",
        comment=f"/repos/{repository}/issues/comments/{{}}",
        update="PATCH",
        author="user",
        bots=True,
        limit=LIMIT,
    )


def _number(environment: Mapping[str, str]) -> int | None:
    """Of the pull request, as the event says."""
    import json

    try:
        with open(environment.get("GITHUB_EVENT_PATH", ""), encoding="utf-8") as file:
            number = json.load(file)["pull_request"]["number"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return number if isinstance(number, int) else None
