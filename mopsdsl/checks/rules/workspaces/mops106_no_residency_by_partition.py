"""MOPS106: a partition that is said to keep data in a country."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity

RULE = Rule(
    "MOPS106",
    "no-residency-by-partition",
    Severity.WARNING,
    "A partition that is said to hold data `resident in` a country.",
)


def check(context: Context) -> Iterator[Finding]:
    for partition in context.model.partitions.values():
        if partition.residency is not None:
            yield RULE.finding(
                partition.residency.span,
                f"Partition {partition.name} can't keep its people's data in {partition.residency.country}: partitions limit "
                "who works with people, not where their data lies.",
                "An instance's data lies in one data center. Take the line out, and settle residency by contract or with an "
                "instance of its own.",
                subject=partition.id,
            )
