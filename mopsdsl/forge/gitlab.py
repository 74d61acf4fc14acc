"""A run in GitLab CI: reports as GitLab reads them, and one note on the merge request. The variables are GitLab's predefined ones."""

import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from mopsdsl.forge import telling, tool
from mopsdsl.forge.client import Client
from mopsdsl.forge.comment import Thread

LIMIT = 1_000_000
"""Characters of a note."""


def run(options: Namespace, environment: Mapping[str, str]) -> int:
    """Everything in order; its exit status is that of `python -m mopsdsl.forge`."""
    checked = tool.check(options, "text")
    for line in checked.out.splitlines():
        print(f"  {line}")
    if checked.status != 2:
        tool.write(options, "junit.xml", tool.check(options, "junit").out)
        tool.write(options, "code-quality.json", code_quality(tool.check(options, "sarif").out))
    base = options.base or _base(environment)
    plan = tool.plan(options, base) if base and checked.status != 2 else None
    client = Client(environment.get("CI_API_V4_URL", ""), tool.token(environment))
    said = evolve(plan, text=unordered(plan.text)) if plan else None
    telling.tell(options, client, _thread(environment), said)
    return tool.status(options, checked, plan)


def _base(environment: Mapping[str, str]) -> str:
    """The commit that a merge request starts from; with merged results, the target's own. Of anything else there is none."""
    names = ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    return next((environment[name] for name in names if environment.get(name)), "")


def _thread(environment: Mapping[str, str]) -> Thread | None:
    """The notes of the merge request, in the project that it goes to."""
    project, number = (environment.get(f"CI_MERGE_REQUEST_{name}", "") for name in ("PROJECT_ID", "IID"))
    if not (project.isdecimal() and number.isdecimal()):
        return None
    notes = f"/projects/{project}/merge_requests/{number}/notes"
    return Thread(
        comments=notes, comment=f"{notes}/{{}}", update="PUT", author="author", bots=False, limit=LIMIT
    )


def unordered(text: str) -> str:
    """Markdown in which no line is a quick action: GitLab would carry out a note's `/close` with the token's rights."""
    return re.sub(r"^(\s*)/", r"\1\\/", text, flags=re.MULTILINE)


_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def code_quality(sarif: str) -> str:
    """Findings as GitLab's code quality report: a list of description, check_name, fingerprint, severity and location."""
    import json

    runs = json.loads(sarif)["runs"]
    return json.dumps([issue for run in runs for issue in _issues(run)], indent=2, ensure_ascii=False) + "\n"


def _issues(run: dict[str, Any]) -> Iterator[dict[str, Any]]:
    from urllib.parse import unquote

    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        yield {
            "description": result["message"]["text"],
            "check_name": result["ruleId"],
            "fingerprint": result["partialFingerprints"]["mopsdsl/v1"],
            "severity": _SEVERITIES[result["level"]],
            "location": {
                "path": unquote(place["artifactLocation"]["uri"]),
                "lines": {"begin": place["region"]["startLine"]},
            },
        }
