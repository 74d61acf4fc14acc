"""Steps that compare what was meant with what is there, by API where it can and by eye where it can't."""

from collections.abc import Iterable
from typing import Any

from mopsdsl.model.access import Wall
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.setup_foundation import partitions_text
from mopsdsl.targets.filling import Rows

MANY = 40
"""More names than this are counted, not listed: the steps above name them all."""


def gather(drafts: Drafts) -> None:
    for what, reading in drafts.target.words["reads"].items():
        if what == "users":
            _users(drafts, reading)
        else:
            _named(drafts, what, reading)
    _by_eye(drafts)
    for wall in filter(drafts.live, drafts.model.walls.values()):
        _try(drafts, wall)


def _named(drafts: Drafts, what: str, reading: dict[str, Any]) -> None:
    """What the API gives by name: declarations, and what other steps make besides."""
    names = [one.title for one in _of_kind(drafts, reading["kind"]) if one.id in drafts.ready]
    also = reading.get("also", ())
    steps = (draft for draft in drafts.found.values() if draft.action.name in also)
    names += [step.values.get("name") or step.values["title"] for step in steps]
    if names:
        listed = ", ".join(sorted(names)) if len(names) <= MANY else "as in the steps above"
        _read(drafts, what, reading, f"{len(names)} in this plan", (("Names", listed),))


def _users(drafts: Drafts, reading: dict[str, Any]) -> None:
    """The API knows people and their roles, and no teams."""
    roles: dict[str, list[str]] = {}
    people: dict[str, str] = {}
    for draft in drafts.found.values():
        action, _, _ = draft.action.name.partition(".")
        if action == "grant-access":
            held = f"{draft.values['role']} in {draft.values['workspaces']}"
            roles.setdefault(draft.values["team"], []).append(held)
        elif action == "add-users":
            people[draft.values["title"]] = draft.values["people"]
            roles.setdefault(draft.values["title"], []).extend(
                f"{r} in {w}" for r, w in draft.values.get("grants", ())
            )
    rows = tuple((team, f"{who}: {'; '.join(roles[team])}") for team, who in people.items())
    if rows:
        rows = rows if len(rows) <= MANY else (("People", "as in the steps above"),)
        _read(drafts, "users", reading, f"the people of {len(people)} teams, each with these roles", rows)


def _read(drafts: Drafts, what: str, reading: dict[str, Any], expected: str, names: Rows) -> None:
    values = {
        "what": what,
        "path": reading["path"],
        "expected": expected,
        "names": names,
        "reading": reading["permission"],
        "then": reading.get("then", ""),
    }
    drafts.add("read-back-by-api", what, values)


def _try(drafts: Drafts, wall: Wall) -> None:
    excepted = drafts.titles((*wall.except_workspaces, *wall.except_teams))
    values = {
        "title": wall.title,
        "left": drafts.titles(_standing(drafts, wall.left)),
        "right": drafts.titles(_standing(drafts, wall.right)),
        "excepted": excepted or "nobody",
    }
    drafts.add("try-wall", wall.name, values, uses=drafts.ids_of(wall.references), covers=(wall.id,))


def _standing(drafts: Drafts, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Without the partitions that are deprecated, of which no step is made."""
    partitions = drafts.model.partitions
    return tuple(
        one for one in references if one.name not in partitions or partitions[one.name].deprecated is None
    )


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
