"""MOPS304: an assignment rule on a field that a new person does not carry yet.

Assignment rules place a person when the CRM sync creates them, and never again (experienceleague:
assigning-person-partitions-with-assignment-rules).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import asked
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field
from mopsdsl.model.routing import Routing
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS304",
    "field-unknown-at-creation",
    Severity.WARNING,
    "An assignment rule on a field that a new person does not carry yet.",
)


CRM_FIELDS = frozenset(
    (
        "Lead_Source", "Lead_Status", "Lead_Owner", "Rating", "Role", "Annual_Revenue", "Number_of_Employees", "Unsubscribed",
        "Do_Not_Call", "Date_of_Birth", "Created_At",
    )
)  # fmt: skip
"""Standard fields that Marketo's own CRM sync fills with the record (experienceleague: default Salesforce field mapping)."""


def check(context: Context) -> Iterator[Finding]:
    for routing in context.model.routings.values():
        if routing.by_assignment_rules:
            for what, spans, field in _unknown(routing, context):
                places = [Related(span, "asked here, too") for span in spans[1:]]
                if field is not None and not field.standard:
                    places.append(Related(field.span, f"field {field.name}"))
                yield RULE.finding(
                    spans[0],
                    f"A new person has no {what} yet, so the assignment rules of {routing.name} decide without it.",
                    _help(field),
                    related=tuple(places),
                    subject=routing.id,
                )


def _unknown(routing: Routing, context: Context) -> Iterator[tuple[str, list[Span], Field | None]]:
    """What the rules ask and a new person lacks: in words, where it is asked, and the field if it is one."""
    places: dict[tuple[str, str], list[Span]] = {}
    for route in routing.routes:
        for each in asked(route.when, context.names):
            places.setdefault((each.kind, each.name), []).append(each.span)
    for (kind, name), spans in places.items():
        field = context.model.fields.get(name) if kind == "field" else None
        match kind:
            case "field" if field is not None and not _is_known(field, context.model):
                yield name, spans, field
            case "stage":
                yield "lifecycle stage", spans, None
            case "list":
                yield f"membership of {name}", spans, None
            case _:
                pass


def _is_known(field: Field, model: Model) -> bool:
    """Said to be known, filled by the CRM whose record the person is, or derived of a field that is."""
    if field.standard and field.name in CRM_FIELDS:
        return True
    sources = (model.fields.get(reference.name) for reference in field.sources)
    return (
        field.known_at_creation
        or field.from_crm
        or any(source is not None and (source.known_at_creation or source.from_crm) for source in sources)
    )


def _help(field: Field | None) -> str:
    if field is None:
        return "Let a routing campaign ask that later, and keep the assignment rules to what the CRM record holds."
    return (
        f"If it comes with the CRM record, say so: `field {field.name} ... from crm`, or `known at creation`. If it is set "
        "later, let a routing campaign ask it."
    )
