"""MOPS216: a segment on what segmentations can't use.

Relative dates ("in past", "in timeframe"), "SFDC Type" and "Microsoft Type" are refused (experienceleague: define-segment-rules), and
so is membership of a list. Of another segmentation's segments no page says anything: a warning.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.graphs.conditions import Leaf, leaves
from mopsdsl.model.assets import Segment, Segmentation
from mopsdsl.model.conditions import Age, Comparison, Empty, Flag, InAsset, Membership
from mopsdsl.model.model import Model

RULE = Rule(
    "MOPS216",
    "segment-filter-not-allowed",
    Severity.ERROR,
    "A segment on what segmentations can't use (relative dates, list membership, CRM type).",
)
CRM_TYPES = ("sfdc type", "microsoft type", "crm type")


def check(context: Context) -> Iterator[Finding]:
    for asset in context.model.assets.values():
        if isinstance(asset, Segmentation):
            for segment in asset.segments:
                for part in leaves(segment.when):
                    yield from _refused(context.model, asset, segment, part)


def _refused(model: Model, owner: Segmentation, segment: Segment, part: Leaf) -> Iterator[Finding]:
    sure = True
    if isinstance(part, Age):
        what = f"how long ago {part.field.name} is"
        help = "Let a campaign write the answer into a field each night, and ask that field."
    elif isinstance(part, InAsset):
        sure = part.asset.kind != "segment"
        what = (
            f"whether somebody is a member of {part.asset.name}"
            if sure
            else f"another segment, {part.asset.name}"
        )
        help = "Write the list's own conditions here, or let a campaign write membership into a field, and ask that."
    elif isinstance(part, Comparison | Membership | Empty | Flag) and _is_crm_type(model, part.field.name):
        what, help = f"the CRM type ({part.field.name})", "Copy it into a field of your own, and ask that."
    else:
        return
    yield RULE.finding(
        part.span,
        f"Segment {segment.title} of {owner.title} asks {what}, which a segmentation {'can not' if sure else 'may not be able to'} use: "
        "it will not be approved.",
        help,
        subject=owner.id,
        severity=None if sure else Severity.WARNING,
    )


def _is_crm_type(model: Model, name: str) -> bool:
    field = model.fields.get(name)
    return any(
        said.replace("_", " ").casefold() in CRM_TYPES for said in (name, field.title if field else name)
    )
