"""MOPS801: a metric that nobody, or more than one team, owns."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some

RULE = Rule("MOPS801", "metric-without-owner", Severity.ERROR, "Nobody, or more than one, owns a metric.")


def check(context: Context) -> Iterator[Finding]:
    for metric in context.model.metrics.values():
        owners = {owner.name: owner for owner in metric.owners}
        if not owners:
            yield RULE.finding(
                metric.span,
                f"Nobody owns metric {metric.title}, so nobody answers for it when it falls.",
                f"Name the one team that does: `metric {metric.name} owned by TEAM`.",
                subject=metric.id,
            )
        elif len(owners) > 1:
            second = list(owners.values())[1]
            yield RULE.finding(
                second.span,
                f"Metric {metric.title} has {len(owners)} owners, {some(list(owners))}: each can wait for the other.",
                "Leave the one team that answers for it; the others can look at it in a `cadence` that reviews it.",
                related=(Related(metric.owners[0].span, f"{metric.owners[0].name} owns it, too"),),
                subject=metric.id,
            )
