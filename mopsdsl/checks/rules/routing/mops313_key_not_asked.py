"""MOPS313: a form that does not ask for every key by which people are told apart.

A blank Email always makes a new person. With a custom rule all keys must match, and a blank counts as a value; where the person
partition is a key, a form takes its workspace's primary partition for it (nation.marketo.com: how-do-custom-dupe-rules-work).
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Edit, Finding, Fix, Related, Rule, Severity
from mopsdsl.model.assets import Form
from mopsdsl.model.base import Reference
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS313",
    "key-not-asked",
    Severity.ERROR,
    "A form that does not ask for every key by which duplicates are found: a blank makes a new person.",
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
    known = [key.name for key in keys if key.name in context.model.fields]
    wanted = [name for name in known or ["Email"] if name.lower() not in PARTITION_KEYS]
    custom = any(name != "Email" for name in wanted)
    for asset in context.model.assets.values():
        # A form that says nothing of what it asks will ask the Email; whether it asks further keys is worth a look.
        if isinstance(asset, Form) and (asset.asks or custom):
            asks = {reference.name for reference in asset.asks}
            missing = [name for name in wanted if name not in asks]
            if missing:
                yield _finding(asset, missing, keys)


def _finding(form: Form, missing: list[str], keys: tuple[Reference, ...]) -> Finding:
    rule = ", ".join(key.name for key in keys) or "Email"
    why = (
        "nobody is known without it, so that each time somebody fills it in a new person is made"
        if missing == ["Email"]
        else "a blank counts as a value, so that a known person who fills it in becomes a new one"
    )
    return RULE.finding(
        form.span,
        f"Form {form.name} does not ask {' and '.join(missing)}, and duplicates go by {rule}: {why}.",
        f"Ask it, if only in a hidden field: `asks {', '.join(missing)}`. Of a form that asks bit by bit, list all that it asks.",
        related=(Related(keys[0].span, f"duplicates by {rule}"),) if keys else (),
        fixes=_fixes(form, missing),
        subject=form.id,
        severity=None if form.asks else Severity.WARNING,
    )


def _fixes(form: Form, missing: list[str]) -> tuple[Fix, ...]:
    """Ask the rest as well, after what the form asks already."""
    if not form.asks:
        return ()
    last = form.asks[-1].span
    end = Span(last.source, last.end, last.end, last.round)
    names = ", ".join(missing)
    return (Fix(f"Ask {names}", (Edit(end, f", {names}"),)),)
