"""What is taken away: emptied first, then removed; what stands in it goes with it."""

from collections.abc import Iterator, Sequence

from mopsdsl.changes.change import Change, Remove
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.sight import NOTHING, chosen
from mopsdsl.model.access import Partition
from mopsdsl.model.assets import Asset, Folder
from mopsdsl.plan.change_edits import Known, Made, cause, made, told_of
from mopsdsl.plan.change_ends import Side
from mopsdsl.plan.filters import Filters
from mopsdsl.targets import marketo
from mopsdsl.targets.filling import Rows

MANY = 40
"""More rows than this are counted by kind."""


def removed(change: Remove, side: Side, context: ChangeContext) -> Iterator[Made]:
    """The steps that take one thing away, after all that was emptied before."""
    target = marketo()
    if change.kind == "wall":
        return  # a promise on paper: there is nothing of it in Marketo
    last = next(reversed(side.steps), None)
    known: Known = _common(change) if last is None else told_of(last, change)
    for drain in context.drains.get(change.id, ()):
        known |= {"last": drain.last, "lost": drain.lost}
    action = f"remove-{change.kind.replace('_', '-')}"
    variant = f"{action}.{context.before.model.instance.users_managed_by}"
    known |= {"stop": target.words["before_deletion"].get(change.kind, "")}
    if isinstance(change.before, Asset) and change.kind in target.words["deletions"]:
        known |= {"path": target.words["deletions"][change.kind], "id": f"<id of {change.title}>"}
        action = action if action in target.actions else "remove-asset"
    elif variant in target.actions:
        action = variant
    elif action not in target.actions:
        if last is None:
            return
        by_hand = last.step.executor in ("people", "web", "support")
        action = "remove-declaration" if by_hand else "end-declaration"
    yield made(action, f"{action.partition('.')[0]}-{change.name}", known, change)


def _common(change: Change) -> Known:
    return {
        "kind": change.kind.replace("_", " "),
        "title": change.title,
        "thing": change.title,
        "cause": cause(change),
        "label": change.title,
    }


# Contents


def contents(container: str, changes: Sequence[Remove], name: str, context: ChangeContext) -> Iterator[Made]:
    """All that goes with a removed program, folder or workspace: looked through and deleted in one go."""
    outer = context.changes[container]
    known = _common(outer) | {
        "contents": _rows(changes),
        "workspace": outer.title,
        "count": f"{len(changes):,}",
    }
    shared = [one for one in changes if isinstance(one.before, Folder) and _readers(one.before, context)]
    if shared:
        yield made(
            "end-sharing", f"end-sharing-in-{name}", known | {"folders": _shared(shared, context)}, outer
        )
    asset = outer.before if isinstance(outer, Remove) and isinstance(outer.before, Asset) else None
    if asset is not None:
        known |= {"workspace": context.before.model.workspaces[asset.workspace.name].title}
    kind = container.partition(":")[0] if asset is None else outer.kind
    yield made(f"empty-{kind}", f"empty-{kind}-{name}", known, outer)


def running(context: ChangeContext) -> dict[str, list[Remove]]:
    """The campaigns that go, by the ids of their workspaces."""
    found: dict[str, list[Remove]] = {}
    for one in context.comparison.changes:
        if isinstance(one, Remove) and one.kind == "smart_campaign" and isinstance(one.before, Asset):
            found.setdefault(f"workspace:{one.before.workspace.name}", []).append(one)
    return found


def stopped(container: str, campaigns: Sequence[Remove], context: ChangeContext) -> Made:
    """The campaigns of a removed workspace, switched off before anything else of it goes."""
    outer = context.changes[container]
    known = _common(outer) | {"contents": _rows(campaigns), "count": f"{len(campaigns):,}"}
    return made("stop-workspace", f"stop-workspace-{outer.name}", known, outer)


def _rows(changes: Sequence[Remove]) -> Rows:
    by_kind: dict[str, list[str]] = {}
    for change in sorted(changes, key=lambda change: change.id):
        by_kind.setdefault(change.kind.replace("_", " "), []).append(change.title)
    return tuple(
        (
            kind.capitalize() if len(titles) == 1 else f"{len(titles)} × {kind}",
            ", ".join(titles[:MANY]) + (" …" if len(titles) > MANY else ""),
        )
        for kind, titles in sorted(by_kind.items())
    )


def _readers(folder: Folder, context: ChangeContext) -> list[str]:
    if folder.shared_with is None:
        return []
    before, after = context.before.model.workspaces, context.after.model.workspaces
    readers = chosen(folder.shared_with, before)
    return [before[name].title for name in readers if name != folder.workspace.name and name in after]


def _shared(changes: Sequence[Remove], context: ChangeContext) -> Rows:
    return tuple(
        (change.title, f"no longer: {', '.join(_readers(change.before, context))}")
        for change in changes
        if isinstance(change.before, Folder)
    )


# People


def drained(partition: str, context: ChangeContext) -> Made:
    """Moves people out of a partition; where nobody is in it, as the specs say, it is only looked at."""
    change = context.changes[partition]
    before = change.before if isinstance(change, Remove) else None
    assert isinstance(before, Partition)
    nobody = before.empty or before.people == 0
    seeing = sorted(context.before.sight.workspaces.get(before.name, NOTHING))
    known = _common(change) | {
        "people": f"{before.people:,} people"
        if before.people is not None
        else "its people, however many they are",
        "seeing": some([context.before.model.workspaces[name].title for name in seeing]) or "Default",
        "choices": _ways(context),
    }
    action = "look-that-partition-is-empty" if nobody else "move-people-out"
    return made(action, f"{action}-{before.name}", known, change, moves_people=not nobody)


def _ways(context: ChangeContext) -> Rows:
    """Where the routings of the target send people, in their order; the first that fits decides."""
    from mopsdsl.plan.draft import Drafts

    after = context.after
    drafts = Drafts(after.model, after.names, after.sight, marketo())
    text = Filters(drafts).text
    rows = []
    for routing in after.model.routings.values():
        for route in routing.routes:
            condition = text(route.when) if route.when is not None else "everybody else"
            rows.append((f"By {routing.title}", f"{condition} → {drafts.title(route.target)}"))
    return tuple(rows)
