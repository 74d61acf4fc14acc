"""mopsdsl's commands, each a process of its own, as anybody would run them."""

import errno
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Mapping

from mopsdsl._value import value

TOKEN = "MOPSDSL_TOKEN"
"""The environment variable of the token. No command is told it, and nothing prints it."""

COMMAND = [sys.executable, "-I" if sys.flags.isolated else "-P", "-X", "utf8", "-m", "mopsdsl"]
"""A pull request may hold a folder called mopsdsl, and it is not to be run. -P leaves out the current folder; -I, where this process has
it, what PYTHONPATH names as well, which a pipeline may have set to a folder of the checkout."""


@value
class Answer:
    """How a command ended, and what it said."""

    status: int
    out: str


def token(environment: Mapping[str, str]) -> str:
    """The token, empty where there is none; a secret that was pasted often ends with its line."""
    return environment.get(TOKEN, "").strip()


def run(verb: str, *words: str) -> Answer:
    """One command. What it says of its own run is passed on, as quotations."""
    environment = {name: text for name, text in os.environ.items() if name != TOKEN} | {"NO_COLOR": "1"}
    environment["PYTHONIOENCODING"] = "utf-8"  # it goes before -X utf8, unless -I leaves it out
    done = subprocess.run(
        [*COMMAND, verb, *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    print(quoted(done.stderr.decode("utf-8", "replace")), end="", file=sys.stderr)
    return Answer(done.returncode, done.stdout.decode("utf-8", "replace"))


def quoted(text: str) -> str:
    """Each line behind a `>`: in a pipeline's log one can be an order to the runner.

    GitHub's takes one that begins with `::`, and `##[order]` wherever it stands (actions/runner: ActionCommand.cs).
    """
    return "".join(f"> {line.replace('##[', '## [')}\n" for line in text.splitlines())


def directory(options: Namespace) -> list[str]:
    """The project as an argument that can't be taken for an option."""
    name = options.directory
    return [os.path.join(".", name) if name.startswith("-") else name] if name else []


def check(options: Namespace, form: str) -> Answer:
    """The findings in one of `check`'s forms."""
    return run("check", f"--format={form}", f"--fail-on={options.fail_on}", *directory(options))


@value
class Plan:
    """What `plan` found between the base and the specs; `text` is its Markdown, empty where there is none."""

    status: int
    text: str
    changes: bool = False
    destructive: bool = False


def plan(options: Namespace, base: str) -> Plan:
    """Plans from a revision; both forms stay among the reports. An exit status of 1 (errors) says nothing of changes, so the JSON does."""
    status, text = _planned(options, base, "markdown", "plan.md")
    data = _planned(options, base, "json", "plan.json")[1] if text else ""
    dangers = _dangers(data) if data else []
    return Plan(
        status, text, bool(dangers), any(danger in ("destructive", "protected") for danger in dangers)
    )


def _planned(options: Namespace, base: str, form: str, name: str) -> tuple[int, str]:
    path = report(options, name)
    answer = run(
        "plan", f"--base={base}", f"--format={form}", "--exit-code", f"--out={path}", *directory(options)
    )
    if not os.path.exists(path):
        return answer.status, ""
    with open(path, encoding="utf-8", newline="") as file:
        return answer.status, file.read()


def _dangers(data: str) -> list[str]:
    """The danger of each change of all projects, as `plan --format json` names it; empty of one that is safe."""
    import json

    whole = json.loads(data)
    return [change["danger"] for plan in whole.get("projects", [whole]) for change in plan["changes"]]


def report(options: Namespace, name: str) -> str:
    """The place of one report; one of an earlier run is taken away. Raises OSError."""
    if os.path.islink(options.reports):  # it can be committed, and lead anywhere
        raise OSError(errno.ELOOP, "This is a link, and no report is written through one", options.reports)
    os.makedirs(options.reports, exist_ok=True)
    path = os.path.join(options.reports, name)
    if os.path.lexists(path):
        os.unlink(path)
    return path


def write(options: Namespace, name: str, text: str) -> str:
    """One report; its path."""
    path = report(options, name)
    with open(path, "x", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


def status(options: Namespace, checked: Answer, plan: Plan | None) -> int:
    """The run's exit status: the worst of its parts, where a plan fails it only as --fail-on-plan says."""
    parts = [checked.status]
    if options.generated == "true" and checked.status == 0:
        parts.append(_generated(options))
    if plan and plan.status not in (3, 4):
        parts.append(plan.status)
    if any(part not in (0, 1) for part in parts):
        return 2
    if 1 in parts:
        return 1
    failing = {"never": (), "destructive": (4,), "changes": (3, 4)}[options.fail_on_plan]
    return plan.status if plan and plan.status in failing else 0


def _generated(options: Namespace) -> int:
    answer = run("compile", "--check", *directory(options))
    print(quoted(answer.out), end="")
    return answer.status
