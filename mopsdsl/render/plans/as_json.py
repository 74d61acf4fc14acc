"""A plan for tools: one object, a step a line. What every step of an action has in common stands once, under `actions`."""

from collections.abc import Callable, Iterable
from json.encoder import JSONEncoder
from json.encoder import encode_basestring as quoted
from typing import Any

from mopsdsl.plan.steps import Phase, Request, SetupPlan, Step
from mopsdsl.render.plans.common import counts, rows_besides
from mopsdsl.targets import Action
from mopsdsl.targets.filling import Pattern

json = JSONEncoder(ensure_ascii=False).encode
"""JSON of plain values on one line."""

VERSION = 1
"""`render/schemas/setup-plan.v1.json` describes it."""

SHARED = ("who", "where", "why", "wait", "permission")
"""Members of a step that stand in its action where they are the same for each of its steps; empty ones stand nowhere."""


def as_json(setup: SetupPlan) -> str:
    """Each step stands on a line of its own, so that a diff shows which steps changed."""
    actions = {step.action.name: step.action for step in setup.steps}
    ids = {step.id: quoted(step.id) for step in setup.steps}
    writers = {name: _writer(action, ids) for name, action in actions.items()}
    summary = {"steps": len(setup.steps), "executors": counts(setup), "longest_chain": setup.chain}
    members = {
        "version": json(VERSION),
        "instance": json(setup.instance),
        "summary": json(summary),
        "phases": _lines("[]", (json(_phase(phase)) for phase in setup.phases)),
        "actions": _lines(
            "{}", (f"{quoted(name)}: {json(_action(actions[name]))}" for name in sorted(actions))
        ),
        "steps": _lines("[]", (writers[step.action.name](step) for step in setup.steps)),
        "without_steps": _lines("[]", (json({"id": left.id, "reason": left.reason}) for left in setup.left)),
    }
    return "{\n" + ",\n".join(f'  "{name}": {text}' for name, text in members.items()) + "\n}\n"


def _lines(brackets: str, members: Iterable[str]) -> str:
    lines = ",\n    ".join(members)
    return f"{brackets[0]}\n    {lines}\n  {brackets[1]}" if lines else brackets


def _phase(phase: Phase) -> dict[str, Any]:
    strands = [{"name": strand.name, "steps": strand.steps} for strand in phase.strands]
    return {
        "id": phase.id, "title": phase.title, "why": phase.why, "independent": phase.independent, "strands": strands,
    }  # fmt: skip


def _action(action: Action) -> dict[str, Any]:
    members: dict[str, Any] = {"title": action.heading}
    texts = {name: getattr(action, name) for name in SHARED}
    members |= {name: text for name, text in texts.items() if text and not isinstance(text, Pattern)}
    return (
        members | ({"reference": action.page} if action.page else {}) | {"irreversible": action.irreversible}
    )


def _writer(action: Action, ids: dict[str, str]) -> Callable[[Step], str]:
    """Writes the steps of an action member by member: there are thousands, and the general encoder takes several times as long.
    What is the same in all of them is put into quotation marks once."""
    own = [name for name in SHARED if isinstance(getattr(action, name), Pattern)]
    head = f'"action": {quoted(action.name)}, "executor": {quoted(action.executor)}, "needs": ['
    do, check, undo = (
        None if isinstance(text, Pattern) else quoted(text) for text in (action.do, action.check, action.undo)
    )

    def write(step: Step) -> str:
        needs = ", ".join([ids[need] for need in step.needs])
        enter = ", ".join([f"[{quoted(label)}, {quoted(text)}]" for label, text in rows_besides(step)])
        entered = f', "enter": [{enter}]' if enter else ""
        more = "".join([f', "{name}": {quoted(text)}' for name in own if (text := getattr(step, name))])
        return (
            f'{{"id": {ids[step.id]}, {head}{needs}], "title": {quoted(step.title)}, "do": {do or quoted(step.do)}'
            f"{entered}{_request(step.request)}"
            f', "check": {check or quoted(step.check)}, "undo": {undo or quoted(step.undo)}{more}'
            f', "phase": "{step.phase}", "strand": {quoted(step.strand)}{_covers(step.covers)}}}'
        )

    return write


def _covers(covers: tuple[str, ...]) -> str:
    return f', "covers": [{", ".join(map(quoted, covers))}]' if covers else ""


def _request(request: Request | None) -> str:
    if request is None:
        return ""
    parameters = f', "parameters": {json(request.parameters)}' if request.parameters else ""
    body = f', "body": {json(request.body)}' if request.body else ""
    return (
        f', "request": {{"method": "{request.method}", "path": {quoted(request.path)}, '
        f'"encoding": "{request.encoding}"{parameters}{body}}}'
    )
