"""What is taken away by a change that leaves the thing: a segment, a status, a stage, the sight of people, a workspace of a grant."""

from collections.abc import Iterator

from mopsdsl.changes.change import Alter, Rename
from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.usage import Drain, Usage
from mopsdsl.diagnostics.finding import Related
from mopsdsl.diagnostics.wording import many, some
from mopsdsl.graphs.sight import chosen
from mopsdsl.model.access import Grant, Workspace
from mopsdsl.model.assets import Channel, Segmentation
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.targets import marketo


def lessened(change: Alter | Rename, usage: Usage) -> Iterator[Drain]:
    """Every part that is lost."""
    before, after = change.before, change.after
    if isinstance(before, Segmentation) and isinstance(after, Segmentation):
        yield from _segments(before, after, usage)
    elif isinstance(before, Channel) and isinstance(after, Channel):
        yield from _statuses(before, after)
    elif isinstance(before, Lifecycle) and isinstance(after, Lifecycle):
        yield from _stages(before, after, usage)
    elif isinstance(before, Workspace):
        yield from _sight(change.id, usage)
    elif isinstance(before, Grant) and isinstance(after, Grant):
        yield from _workspaces(before, after, usage)


def _segments(before: Segmentation, after: Segmentation, usage: Usage) -> Iterator[Drain]:
    entry, kept = marketo().removal["segment"], {one.name for one in after.segments}
    using = usage.used_by({before.id})
    for segment in before.segments:
        if segment.name not in kept:
            first = tuple(usage.repointed({id for id in using if _names(id, segment.name, usage)}))
            related = (Related(segment.span, "the segment, in the base"),)
            part = f"segment:{before.name}.{segment.name}"
            what = f"loses its segment {segment.title}"
            yield Drain(what, (), first, entry.last, entry.lost, related, part=part)


def _names(user: str, word: str, usage: Usage) -> bool:
    """Whether something names a segment."""
    declared = usage.before.things.declaration(usage.node(user))
    references = declared.references if declared is not None else ()
    return any(one.name.rpartition(".")[2] == word for one in references)


def _statuses(before: Channel, after: Channel) -> Iterator[Drain]:
    entry, titles = marketo().removal["status"], {one.title for one in after.statuses}
    for status in before.statuses:
        if status.title not in titles:
            first = ("give its members another status",)
            related = (Related(status.span, "the status, in the base"),)
            what = f"loses its status {status.title}"
            part = f"status:{before.name}.{status.title}"
            yield Drain(what, (), first, entry.last, entry.lost, related, part=part)


def _stages(before: Lifecycle, after: Lifecycle, usage: Usage) -> Iterator[Drain]:
    entry = marketo().removal["stage"]
    kept = {stage.name for stage in after.stages}
    for stage in before.stages:
        part = f"stage:{before.name}.{stage.name}"
        if stage.name in kept or part in usage.context.merged_stages:
            continue
        first = (
            "move whoever is in it to another stage",
            *usage.repointed(usage.used_by({part}) - {before.id}, of_asset=False),
        )
        related = (Related(stage.span, "the stage, in the base"),)
        what = f"loses its stage {stage.title or stage.name}"
        yield Drain(what, (), first, entry.last, entry.lost, related, part=part)


def _sight(workspace: str, usage: Usage) -> Iterator[Drain]:
    """What a workspace sees less, but for partitions that go altogether."""
    losses = [
        one
        for one in usage.context.sight_at.get(workspace, ())
        if one.who.id == workspace and one.kind == "people" and not one.gained and not one.of_gone
    ]
    if losses:
        yield _less_seen(losses, usage)


def _workspaces(before: Grant, after: Grant, usage: Usage) -> Iterator[Drain]:
    """Where a grant holds no more, and no other lets its team in."""
    old = set(chosen(before.workspaces, usage.before.workspaces))
    new = set(chosen(after.workspaces, usage.after.workspaces))
    gone = [name for name in sorted(old - new) if _shut_out(before.team.name, name, usage)]
    if gone:
        entry = marketo().removal["grant"]
        yield Drain(f"no longer holds in {some(gone)}", (), (), entry.last, entry.lost)


def _shut_out(team: str, workspace: str, usage: Usage) -> bool:
    """Whether a team works no longer in a workspace that stays, by whatever grant."""
    ways = usage.after.sight.accesses.get(team, ())
    return workspace in usage.after.model.workspaces and all(one.workspace != workspace for one in ways)


def _less_seen(losses: list[SightChange], usage: Usage) -> Drain:
    """How much it is, and what does not come back. Who loses it and what reaches fewer people is for MOPS909 to say."""
    sizes = sum(one.people or 0 for one in losses)
    campaigns = [id for id in losses[0].stops if usage.node(id).word == "smart_campaign"]
    others = len(losses[0].stops) - len(campaigns)
    first = ("let another workspace see these people that will act on them from now on",)
    amounts = (
        *((f"{sizes:,} people",) if sizes else ()),
        *((many(len(campaigns), "campaign"),) if campaigns else ()),
        *((many(others, "other asset") + " with an audience",) if others else ()),
    )
    what = f"no longer sees {some([one.what.title for one in losses])}"
    last = "take the sight away"
    lost = "Sight can be given back, but what its campaigns would have sent meanwhile is not sent later"
    return Drain(what, amounts, first, last, lost)
