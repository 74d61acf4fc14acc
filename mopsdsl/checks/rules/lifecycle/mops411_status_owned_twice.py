"""MOPS411: one status value under two owners. A lead has one status in the CRM, whichever lifecycle moves it."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.source.text import Span

RULE = Rule("MOPS411", "status-owned-twice", Severity.ERROR, "One status value under two owners.")


@value
class Owned:
    """A status, whose it is, and where and of what the spec says so (`place`: "stage Global.MQL")."""

    status: str
    owners: tuple[str, ...]
    place: str
    stage: tuple[str, str]
    span: Span
    subject: str


def check(context: Context) -> Iterator[Finding]:
    for said in (_by_stages(context), _by_fences(context)):
        groups: dict[str, list[Owned]] = {}
        for owned in said:
            groups.setdefault(owned.status.casefold(), []).append(owned)
        for group in groups.values():
            yield from _twice(group)
    for owned in _by_stages(context):
        if len(owned.owners) > 1:
            yield _finding(owned, [], owned.owners)


def _by_stages(context: Context) -> Iterator[Owned]:
    for lifecycle in context.model.lifecycles.values():
        root = context.names.lineage(lifecycle.name)[-1].name
        for stage in lifecycle.stages:
            owners = tuple(sorted({owner.name for owner in stage.owners}))
            for status in stage.statuses:
                if owners and all(name in context.model.teams for name in owners):
                    place = f"stage {lifecycle.name}.{stage.name}"
                    home = (root, stage.name)
                    yield Owned(str(status.value), owners, place, home, status.span, lifecycle.id)


def _by_fences(context: Context) -> Iterator[Owned]:
    for fence in context.model.fences.values():
        for place, owned in enumerate(fence.statuses):
            if owned.owner is not None and owned.owner.name in context.model.teams:
                status, owners = str(owned.status.value), (owned.owner.name,)
                home = (fence.name, str(place))
                yield Owned(status, owners, f"fence {fence.name}", home, owned.status.span, fence.id)


def _twice(group: list[Owned]) -> Iterator[Finding]:
    """Where a stage is declared again by a local lifecycle, that is MOPS408."""
    group = sorted(group, key=lambda owned: (owned.span.source.name, owned.span.start))
    first = group[0]
    others = [one for one in group[1:] if one.owners != first.owners and one.stage != first.stage]
    if others:
        owners = tuple(dict.fromkeys(name for one in (first, *others) for name in one.owners))
        yield _finding(others[0], [first, *others[1:]], owners)


def _finding(owned: Owned, others: list[Owned], owners: tuple[str, ...]) -> Finding:
    return RULE.finding(
        owned.span,
        f'Status "{owned.status}" is owned by {some(owners)}: when a lead has it, nobody knows whose turn it is.',
        "Leave it to one of them, and give the other a status of its own."
        if others
        else "Leave the stage to one team, so that it is clear who acts on that status.",
        related=shown(Related(one.span, f"{one.place}: {some(one.owners)}") for one in others),
        subject=owned.subject,
        severity=None if others else Severity.ADVICE,
    )
