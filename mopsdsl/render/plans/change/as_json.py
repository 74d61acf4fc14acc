"""A change plan for scripts; render/schemas/plan.v1.json is its schema."""

import json
from collections.abc import Sequence
from typing import Any

from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.plan.change_plan import ChangePlan
from mopsdsl.render.plans.change import Told

VERSION = 1


def render(told: Sequence[Told], *, colour: bool, unicode: bool) -> str:
    """One object: the plan, or of several projects each under `projects`."""
    plans = [_plan(one) for one in told]
    whole = plans[0] if len(plans) == 1 else {"version": VERSION, "projects": plans}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _plan(told: Told) -> dict[str, Any]:
    plan = told.plan
    return {
        "version": VERSION,
        "project": plan.project,
        "summary": plan.counts,
        "changes": [_change(change, plan) for change in plan.changes],
    }


def _change(change: Change, plan: ChangePlan) -> dict[str, Any]:
    before, after = _ends(change)
    return {
        "action": change.action,
        "kind": change.kind,
        "name": change.name,
        "before": before,
        "after": after,
        "reasons": list(change.reasons),
        "danger": plan.dangers.get(change.id, ""),
    }


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
