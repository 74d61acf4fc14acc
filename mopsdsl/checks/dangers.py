"""The danger of one change, in a word for machines."""

from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.lowering.standard import STANDARD_FIELDS, score_fields
from mopsdsl.model.people import Field
from mopsdsl.targets import marketo

DANGERS = ("protected", "cannot-be-changed", "destructive", "sight-gained", "sight-lost")
"""What a change can be, the worst first; a change without danger is ""."""

FIXED: dict[str, tuple[str, ...]] = {
    "workspace": ("language",),
    "program": ("type", "channel", "channel_title"),
}
"""Kind → the properties that Marketo fixes when it makes one (experienceleague: edit-a-workspace; developer guide: programs)."""
_SEEING = {"workspace": "sees", "grant": "workspaces", "folder": "shared_with", "team": ""}
"""Kind → the property that decides about sight."""


def danger_of(change: Change, context: ChangeContext) -> str:
    """The worst danger of a change: one of DANGERS, or ""."""
    if change.id in context.protections:
        return "protected"
    if fixed(change, context):
        return "cannot-be-changed"
    if is_destructive(change, context):
        return "destructive"
    return _of_sight(change, context)


def is_destructive(change: Change, context: ChangeContext) -> bool:
    """Whether something is lost in Marketo by a change: a thing or a part of it is taken away, or the sight of people."""
    if isinstance(change, Remove):
        return change.kind in marketo().removal or change.id.startswith("asset:")
    return change.id in context.drains or change.id in {
        f"lifecycle:{merge.lifecycle.name}" for merge in context.merged_stages.values()
    }


def fixed(change: Change, context: ChangeContext) -> tuple[str, ...]:
    """The properties that change although Marketo fixes them; what was not said before may be as it is now."""
    if not isinstance(change, Alter | Rename):
        return ()
    wanted = ("asset_kind", *FIXED.get(change.kind, ()))
    if isinstance(change.before, Field) and _keeps_its_type(change.before, context):
        wanted = (*wanted, "type")
    return tuple(one.name for one in change.properties if one.name in wanted and one.before and one.after)


def _keeps_its_type(field: Field, context: ChangeContext) -> bool:
    """Whether it is no custom field, or holds points (experienceleague: change-the-type-of-a-marketo-custom-field).

    What comes from the CRM is changed there.
    """
    if field.from_crm:
        return False
    return field.name in STANDARD_FIELDS or field.name in score_fields(context.before.model)


def _of_sight(change: Change, context: ChangeContext) -> str:
    if change.kind not in _SEEING or not _decides(change):
        return ""
    place = _team(change) if change.kind == "grant" else change.id
    gains = {one.gained for one in context.sight_at.get(place, ())}
    if isinstance(change, Create):  # what is new takes nobody's sight, and what is gone gives none
        gains.discard(False)
    elif isinstance(change, Remove):
        gains.discard(True)
    return "sight-gained" if True in gains else "sight-lost" if gains else ""


def _decides(change: Change) -> bool:
    if isinstance(change, Alter | Rename):
        return any(one.name == _SEEING[change.kind] for one in change.properties)
    return True


def _team(change: Change) -> str:
    declared = change.before if isinstance(change, Remove) else change.after
    return next((f"team:{one.name}" for one in declared.references if one.kind == "team"), "")
