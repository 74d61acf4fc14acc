"""MOPS307: a second CRM in one instance.

One instance syncs with one CRM (marketingrockstarguides.com, "Using Workspaces and Lead Partitions in Marketo", 2017).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity

RULE = Rule("MOPS307", "second-crm", Severity.ERROR, "A second CRM in one instance.")


def check(context: Context) -> Iterator[Finding]:
    crms = context.model.instance.crms
    for crm in crms[1:]:
        yield RULE.finding(
            crm.span,
            f"An instance syncs with one CRM, and {crms[0].product} is it; {crm.product} can't be connected beside it.",
            "Take one of the two out. What the other system knows can come in through the API or a list import, or it needs "
            "an instance of its own.",
            related=(Related(crms[0].span, f"the first: {crms[0].address or crms[0].product}"),),
            subject=context.model.instance.id,
        )
