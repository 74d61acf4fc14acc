"""MOPS410: a stage that no team owns."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule("MOPS410", "stage-without-owner", Severity.ERROR, "A stage that no team owns.")

MILDER = {"end": Severity.ADVICE, "gate": Severity.WARNING}
"""At an end nobody waits for anything, and a gate holds nobody; still somebody should answer for them."""


def check(context: Context) -> Iterator[Finding]:
    for lifecycle in context.model.lifecycles.values():
        for stage in lifecycle.stages:
            if not stage.owners:
                yield RULE.finding(
                    stage.span,
                    f"No team owns stage {stage.name} of lifecycle {lifecycle.name}: nobody answers for the people there.",
                    f"Write whose it is: `stage {stage.name} {stage.type or 'inventory'} owned by TEAM`.",
                    subject=lifecycle.id,
                    severity=MILDER.get(stage.type),
                )
