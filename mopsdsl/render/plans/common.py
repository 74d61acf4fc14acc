"""What all forms of a plan have in common: how executors are spoken of, and how a call's path is written."""

from mopsdsl.plan.steps import Request, SetupPlan, Step
from mopsdsl.targets.filling import Rows

EXECUTORS = {
    "ui": "in a screen",
    "rest": "by REST call",
    "support": "by Marketo Support",
    "people": "by people outside Marketo",
    "web": "by the web team",
}
"""How each executor is spoken of, in the order in which they are counted."""


def counts(setup: SetupPlan) -> dict[str, int]:
    """How many steps each executor has."""
    found = dict.fromkeys(EXECUTORS, 0)
    for step in setup.steps:
        found[step.executor] += 1
    return found


def path_of(request: Request) -> str:
    """The path with its parameters put in."""
    path = request.path
    for name, text in request.parameters.items():
        path = path.replace(f"{{{name}}}", text)
    return path


def rows_besides(step: Step) -> Rows:
    """What to enter: of a call, only what its body does not show."""
    if step.request is None or not step.request.body:
        return step.enter
    shown = step.request.body.values()
    return tuple([row for row in step.enter if row[1] not in shown])
