"""MOPS313: a form that does not ask for every key of a custom duplicates rule.

With a custom rule all keys must match, and a blank counts as a value; where the person partition is a key, a form takes its
workspace's primary partition for it (nation.marketo.com: how-do-custom-dupe-rules-work).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.assets import Form
from mopsdsl.model.base import Reference

RULE = Rule(
    "MOPS313",
    "key-not-asked",
    Severity.ERROR,
    "A custom duplicates rule, and a form that does not ask for every key.",
)
PARTITION_KEYS = (
    "partition",
    "lead_partition",
    "person_partition",
    "lead_partition_name",
    "person_partition_name",
)


def check(context: Context) -> Iterator[Finding]:
    keys = context.model.instance.duplicates_by
    if all(key.name == "Email" for key in keys):
        return
    wanted = [key for key in keys if key.name.lower() not in PARTITION_KEYS]
    for asset in context.model.assets.values():
        if isinstance(asset, Form):
            asks = {reference.name for reference in asset.asks}
            missing = [key for key in wanted if key.name not in asks]
            if missing:
                yield _finding(asset, missing, keys)


def _finding(form: Form, missing: list[Reference], keys: tuple[Reference, ...]) -> Finding:
    rule = ", ".join(key.name for key in keys)
    names = " and ".join(key.name for key in missing)
    return RULE.finding(
        form.span,
        f"Form {form.name} does not ask {names}, and duplicates go by {rule}: a blank counts as a value, so that a known person "
        "who fills it in becomes a new one.",
        f"Ask it, if only in a hidden field: `asks {', '.join(key.name for key in missing)}`.",
        related=(Related(keys[0].span, f"duplicates by {rule}"),),
        subject=form.id,
        # A form that says nothing of what it asks may well ask it.
        severity=None if form.asks else Severity.WARNING,
    )
