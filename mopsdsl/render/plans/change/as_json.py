"""A change plan for scripts; render/schemas/plan.v1.json is its schema."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from mopsdsl.changes.change import Alter, Change, Create, Property, Remove, Rename
from mopsdsl.changes.sight import Path, SightChange
from mopsdsl.checks.approvals import Approved
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.diagnostics.render.json import place, plain
from mopsdsl.plan.change_plan import ChangePlan, ChangeStep
from mopsdsl.plan.steps import Request
from mopsdsl.render.plans.change import Told
from mopsdsl.source.text import Span

VERSION = 1


def render(told: Sequence[Told]) -> str:
    """One object: the plan, or of several projects each under `projects`."""
    plans = [_Plan(one).data() for one in told]
    whole = plans[0] if len(plans) == 1 else {"version": VERSION, "projects": plans}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


class _Plan:
    """One plan as plain data. What is written in the base's specs has `"in": "base"`; a saved model has no places."""

    def __init__(self, told: Told) -> None:
        self.plan = told.plan
        self.people_first = frozenset(told.plan.people_first)
        self.findings = told.report.findings
        removed = (
            change.before.span.source for change in told.plan.changes if not isinstance(change, Create)
        )
        self.olds = {id(source) for source in removed}

    def data(self) -> dict[str, Any]:
        plan = self.plan
        return {
            "version": VERSION,
            "project": plan.project,
            "instance": plan.instance,
            "base": _base(plan),
            "summary": {**plan.counts, "people_first": len(plan.people_first)},
            "destructive": plan.destructive,
            "renames": plan.renames,
            "changes": [self._change(change) for change in plan.changes],
            "sight": [_sight(one) for one in plan.sight],
            "steps": _steps(plan),
            "groups": [{"title": group.title, "steps": list(group.steps)} for group in plan.groups],
            "chain": list(plan.chain),
            "without_steps": [{"id": left.id, "reason": left.reason} for left in plan.left],
            "findings": [self._finding(one) for one in self.findings],
            "approved": [self._approved(one) for one in plan.approved],
        }

    def _change(self, change: Change) -> dict[str, Any]:
        before, after = _ends(change)
        return {
            "action": change.action,
            "id": change.id,
            **({"former": change.former} if isinstance(change, Rename) else {}),
            "kind": change.kind,
            "name": change.name,
            "title": change.title,
            "before": before,
            "after": after,
            "details": _details(getattr(change, "properties", ())),
            "reasons": list(change.reasons),
            "danger": self.plan.dangers.get(change.id, ""),
            "people_first": change.id in self.people_first,
            "affects": self.plan.affects.get(change.id, {}),
            "source": self._source(change.span, in_base=isinstance(change, Remove)),
        }

    def _source(self, span: Span, in_base: bool) -> dict[str, Any] | None:
        if not span.source.text:
            return None
        return {**place(span), **({"in": "base"} if in_base else {})}

    def _finding(self, finding: Finding) -> dict[str, Any]:
        said = plain(finding)
        for entry, span in (
            (said, finding.span),
            *zip(said["related"], (one.span for one in finding.related), strict=True),
        ):
            if id(span.source) in self.olds:
                entry["in"] = "base"
        return said

    def _approved(self, one: Approved) -> dict[str, Any]:
        return {"finding": self._finding(one.finding), "by": one.approval.by, "because": one.approval.because}


def _base(plan: ChangePlan) -> dict[str, Any]:
    base = plan.base
    return {
        "what": base.what, "shown": base.shown, "commit": base.commit, "notes": list(base.notes), "complete": base.complete,
    }  # fmt: skip


def _ends(change: Change) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Before and after: the whole thing where it is made or removed, else each property that differs."""
    match change:
        case Create():
            return None, change.data
        case Remove():
            return change.data, None
        case Alter() | Rename():
            return {one.name: one.before for one in change.properties}, {
                one.name: one.after for one in change.properties
            }


def _details(properties: Iterable[Property]) -> list[dict[str, Any]]:
    return [
        {"path": one.path, "before": one.before, "after": one.after}
        for each in properties
        for one in each.details
    ]


def _sight(one: SightChange) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "who": one.who.id,
        "what": one.what.id,
        "gained": one.gained,
        "people": one.people,
        "before": _hops(one.before),
        "after": _hops(one.after),
        "walls": list(one.walls),
        "stops": list(one.stops),
        "stopped": one.stopped,
        "assets": one.touched,
        "of_new": one.of_new,
        "of_gone": one.of_gone,
    }


def _hops(path: Path) -> list[dict[str, str]]:
    return [{"from": hop.start, "to": hop.end, "kind": hop.kind, "label": hop.label} for hop in path]


def _steps(plan: ChangePlan) -> list[dict[str, Any]]:
    groups = {id: number for number, group in enumerate(plan.groups) for id in group.steps}
    return [_step(one, groups[one.step.id]) for one in plan.steps]


def _step(one: ChangeStep, group: int) -> dict[str, Any]:
    step = one.step
    return {
        "id": step.id,
        "needs": list(step.needs),
        "executor": step.executor,
        "title": step.title,
        "who": step.who,
        "where": step.where,
        "do": step.do,
        "enter": [[label, text] for label, text in step.enter],
        "request": _request(step.request),
        "why": step.why,
        "check": step.check,
        "undo": step.undo,
        "wait": step.wait,
        "permission": step.permission,
        "irreversible": step.irreversible,
        "move": one.move,
        "moves": list(one.moves),
        "causes": list(one.causes),
        "temporary": one.temporary,
        "moves_people": one.moves_people,
        "done": one.done,
        "group": group,
    }


def _request(request: Request | None) -> dict[str, Any] | None:
    if request is None:
        return None
    return {
        "method": request.method,
        "path": request.path,
        "parameters": request.parameters,
        "encoding": request.encoding,
        "body": request.body,
    }
