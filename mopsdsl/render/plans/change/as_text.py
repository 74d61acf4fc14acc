"""A change plan for the terminal."""

from collections.abc import Sequence

from mopsdsl.plan.change_plan import summary
from mopsdsl.render.plans.change import Told


def render(told: Sequence[Told], *, colour: bool, unicode: bool) -> str:
    """Summary first, then changes and steps."""
    lines: list[str] = []
    for one in told:
        plan = one.plan
        if not plan.changes:
            lines.append(f"{plan.project}: nothing changes.")
            continue
        lines += [f"{plan.project}, from {plan.base.shown}", summary(plan)]
        lines += [f"{finding.code} {finding.message}" for finding in one.report.findings]
        lines += [f"{change.symbol} {change.kind} {change.name}" for change in plan.changes]
        lines += [f"{number}. {each.step.title}" for number, each in enumerate(plan.steps, 1)]
    return "\n".join(lines) + "\n"
