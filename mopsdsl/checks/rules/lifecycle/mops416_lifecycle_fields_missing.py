"""MOPS416: the fields that tell models and partitions apart in reports are not declared or not synced.

A person carries neither the model nor the partition into the CRM by themselves: reports there show them only where fields hold them.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import few
from mopsdsl.model.people import Field

RULE = Rule(
    "MOPS416",
    "lifecycle-fields-missing",
    Severity.WARNING,
    "The fields that tell models and partitions apart (model name, partition) are not declared or not synced.",
)
MODEL_WORDS = frozenset(("model", "lifecycle"))
PARTITION_WORDS = frozenset(("partition", "partitions"))


def check(context: Context) -> Iterator[Finding]:
    lifecycles = list(context.model.lifecycles.values())
    if len(lifecycles) > 1:
        names = [one.name for one in lifecycles]
        fields = [field for field in _declared(context) if _tells_models(field, names)]
        what = f"which of {len(names)} lifecycles moves somebody ({few(names)})"
        yield from _missing(context, fields, what, 'field Model_Name "Model Name" text from crm')
    peopled = [one for one in context.model.partitions.values() if not one.empty and not one.implied]
    if lifecycles and len(peopled) > 1 and context.model.instance.crms:
        fields = [field for field in _declared(context) if _words(field) & PARTITION_WORDS]
        what = "in which partition somebody lives"
        yield from _missing(context, fields, what, 'field Person_Partition "Person Partition" text from crm')


def _declared(context: Context) -> list[Field]:
    return [field for field in context.model.fields.values() if not field.standard]


def _words(field: Field) -> frozenset[str]:
    return frozenset(f"{field.name} {field.title}".replace("_", " ").casefold().split())


def _tells_models(field: Field, names: list[str]) -> bool:
    """Whether it is called so, or can hold the names of the lifecycles."""
    choices = {str(choice.value) for choice in field.choices or ()}
    return bool(_words(field) & MODEL_WORDS) or set(names) <= choices


def _missing(context: Context, fields: list[Field], what: str, example: str) -> Iterator[Finding]:
    crm = bool(context.model.instance.crms)
    if any(field.from_crm or not crm for field in fields):
        return
    reports = "Reports in the CRM" if crm else "Reports"
    first, *others = context.model.lifecycles.values()
    if fields:
        yield RULE.finding(
            fields[0].span,
            f"{reports} can't tell {what}: field {fields[0].name} is not synced with the CRM.",
            f"Sync it, and say so: `field {fields[0].name} ... from crm`.",
            subject=fields[0].id,
        )
        return
    yield RULE.finding(
        (others[0] if others else first).span,
        f"{reports} can't tell {what}: no field holds it.",
        f"Keep it in a field that campaigns set: `{example}`."
        if crm
        else f"Keep it in a field: `{example.removesuffix(' from crm')}`.",
        related=tuple(Related(one.span, f"lifecycle {one.name}") for one in ([first] if others else [])),
        subject=(others[0] if others else first).id,
    )
