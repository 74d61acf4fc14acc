"""Steps that compare what was meant with what is there, by API where it can and by eye where it can't."""

from collections.abc import Iterable

from mopsdsl.model.base import Declaration
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.setup_foundation import partitions_text
from mopsdsl.targets.filling import Rows

MANY = 40
"""More names than this are counted, not listed: the steps above name them all."""


def gather(drafts: Drafts) -> None:
    for what, reading in drafts.target.words["reads"].items():
        _by_api(drafts, what, reading)
    _by_eye(drafts)
    for wall in filter(drafts.live, drafts.model.walls.values()):
        excepted = drafts.titles((*wall.except_workspaces, *wall.except_teams))
        values = {
            "title": wall.title,
            "left": drafts.titles(wall.left),
            "right": drafts.titles(wall.right),
            "excepted": excepted or "nobody",
        }
        drafts.add("try-wall", wall.name, values, uses=drafts.ids_of(wall.references), covers=(wall.id,))


def _by_api(drafts: Drafts, what: str, reading: dict[str, str]) -> None:
    made = [one for one in _of_kind(drafts, reading["kind"]) if one.id in drafts.ready]
    if made:
        titles = sorted(one.title for one in made)
        values = {
            "what": what,
            "path": reading["path"],
            "expected": f"{len(made)} in this plan",
            "names": ", ".join(titles) if len(titles) <= MANY else "as in the steps above",
            "reading": reading["permission"],
        }
        drafts.add("read-back-by-api", what, values)


def _of_kind(drafts: Drafts, kind: str) -> Iterable[Declaration]:
    if kind in drafts.target.asset_kinds or kind == "folder":
        return (asset for asset in drafts.model.assets.values() if asset.asset_kind == kind)
    return drafts.model.of_kind(kind).values()


def _by_eye(drafts: Drafts) -> None:
    made = [workspace for workspace in drafts.model.workspaces.values() if workspace.id in drafts.ready]
    sights: Rows = tuple(
        (
            workspace.title,
            f"{partitions_text(drafts, workspace)}; primary {drafts.title(workspace.primary, 'its only one')}",
        )
        for workspace in made
    )
    if sights:
        drafts.add("read-back-by-eye", "", {"sights": sights})
