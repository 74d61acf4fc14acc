"""A team whose grants, taken together, reach both sides; and a person who is in teams of both."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.graphs.sight import Access
from mopsdsl.graphs.walls.sides import Breach, Hop, Sides, reference_span
from mopsdsl.model.people import Team
from mopsdsl.source.text import Span


@value
class Entry:
    """How a team comes to a partition of one side. `span` is the place of the grant."""

    partition: str
    span: Span
    path: tuple[Hop, ...]


def by_grants(sides: Sides) -> Iterator[Breach]:
    for team in sides.model.teams.values():
        entries = entries_of(sides, team)
        if len(entries) == 2:
            left, right = entries["left"], entries["right"]
            path = (*left.path, *right.path)
            yield Breach(sides.wall, "grants", team, left.partition, right.partition, right.span, path)


def by_members(sides: Sides) -> Iterator[Breach]:
    """People are known by their login: only a member with an address is surely the same in two teams."""
    teams_of: dict[str, list[Team]] = {}
    for team in sides.model.teams.values():
        for member in dict.fromkeys(team.members):
            if "@" in member:
                teams_of.setdefault(member, []).append(team)
    for login, teams in sorted(teams_of.items()):
        if len(teams) > 1 and not any(sides.is_excepted(team.name) for team in teams):
            yield from _by_member(sides, login, teams)


def _by_member(sides: Sides, login: str, teams: list[Team]) -> Iterator[Breach]:
    found: dict[str, tuple[Team, Entry]] = {}
    for team in teams:
        entries = entries_of(sides, team)
        if len(entries) == 2:
            return  # told of the team already
        for side, entry in entries.items():
            member = Hop(f"{login} is a member of team {team.name}", team.span)
            found.setdefault(side, (team, Entry(entry.partition, entry.span, (member, *entry.path))))
    if len(found) == 2:
        (_, left), (team, right) = found["left"], found["right"]
        path = (*left.path, *right.path)
        yield Breach(sides.wall, "members", team, left.partition, right.partition, right.span, path, login)


def entries_of(sides: Sides, team: Team) -> dict[str, Entry]:
    """Side → the team's first way there, through workspaces of that side alone; nothing for a team that is excepted."""
    entries: dict[str, Entry] = {}
    if not sides.is_excepted(team.name):
        for access in sides.sight.accesses.get(team.name, ()):
            side = sides.side(access.workspace)
            if side in ("left", "right") and side not in entries:
                entries[side] = _entry(sides, team, access, side)
    return entries


def _entry(sides: Sides, team: Team, access: Access, side: str) -> Entry:
    grant, partition = access.grant, sides.seen(access.workspace, side)
    named = None if grant.as_admin else reference_span(grant.workspaces, access.workspace)
    span = named or grant.span
    role = f"as {grant.role.name} " if grant.role is not None and not grant.as_admin else ""
    works = Hop(f"team {team.name} works {role}in workspace {access.workspace}", span)
    return Entry(partition, span, (works, sides.sees(access.workspace, partition)))
