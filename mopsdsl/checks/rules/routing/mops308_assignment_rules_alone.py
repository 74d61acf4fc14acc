"""MOPS308: routing that only Marketo's assignment rules carry out.

They act on people whom the CRM sync creates, once (experienceleague: assigning-person-partitions-with-assignment-rules; the
SOAP interface, the other way in that they served, ended in July 2026).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.graphs.carriers import carriers

RULE = Rule(
    "MOPS308",
    "assignment-rules-alone",
    Severity.WARNING,
    "Routing carried out by assignment rules alone: they place only people whom the CRM creates.",
)


def check(context: Context) -> Iterator[Finding]:
    model = context.model
    for routing in model.routings.values():
        if (
            routing.by_assignment_rules
            and not routing.campaigns
            and not carriers(routing, model, context.names)
        ):
            whom = (
                "only people whom the CRM sync creates"
                if model.instance.crms
                else "nobody, as the instance has no CRM"
            )
            yield RULE.finding(
                routing.carried_out_span or routing.span,
                f"Assignment rules place {whom}: whoever comes in by a form, a page, a list or the API stays where they landed, "
                f"whatever routing {routing.name} says.",
                f"Add a campaign that sees everybody (`trigger person is created; flow {{ route by {routing.name} }}` in the "
                "Default workspace) to `carried out by`.",
                subject=routing.id,
            )
