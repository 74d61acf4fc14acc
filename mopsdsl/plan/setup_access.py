"""Steps for roles, users and grants."""

from functools import reduce
from operator import and_

from mopsdsl.model.access import Grant, Role
from mopsdsl.model.base import Everything
from mopsdsl.model.people import Team
from mopsdsl.plan.draft import Drafts, plain
from mopsdsl.plan.setup_foundation import workspace_id
from mopsdsl.targets.filling import Rows

ALL_WORKSPACES = 0
"""The workspace id that stands for all (developer pages on user management)."""

ADMIN_ROLE = "create-workspace-admin-role"
NO_ADMIN = 3


def gather(drafts: Drafts) -> None:
    for role in drafts.model.roles.values():
        if not role.built_in and drafts.live(role):
            _create_role(drafts, role)
    by_team: dict[str, list[Grant]] = {}
    for grant in drafts.model.grants.values():
        if _live(drafts, grant):
            by_team.setdefault(grant.team.name, []).append(grant)
    kept = {team: _without_repetition(drafts, grants) for team, grants in by_team.items()}
    if drafts.admins is None and any(grant.as_admin for grants in kept.values() for grant in grants):
        permissions = _permissions(drafts, ("administer", "edit", "approve", "read"))
        drafts.add(ADMIN_ROLE, "", {"title": _admin_role(drafts), "permissions": permissions})
    for team in drafts.model.teams.values():
        if drafts.live(team) or any(map(drafts.live, kept.get(team.name, ()))):
            _team(drafts, team, kept.get(team.name, []))
    for declared in (*drafts.model.protections.values(), *drafts.model.approvals.values()):
        drafts.leave(declared, declared.kind)


def _live(drafts: Drafts, grant: Grant) -> bool:
    if not (drafts.live(grant) or (drafts.wanted is not None and grant.deprecated is None)):
        return False
    if drafts.workspaces(grant.workspaces):
        return True
    drafts.leave(grant, "within_deprecated")
    return False


def _without_repetition(drafts: Drafts, grants: list[Grant]) -> list[Grant]:
    """A team's grants without those that make it an admin where another does already: Marketo's own Admin before a role of the
    project, and such a role before `admin TEAM`. Of two roles in one workspace Marketo would take the more restrictive."""
    ranked = [
        (_admin_rank(drafts, grant), grant, set(drafts.workspaces(grant.workspaces))) for grant in grants
    ]
    reaching: dict[str, int] = {}  # workspace → the grants that reach it, each a bit
    better = [0] * (NO_ADMIN + 1)  # rank → the grants of a better one
    for bit, (rank, _, here) in enumerate(ranked):
        for name in here:
            reaching[name] = reaching.get(name, 0) | 1 << bit
        for other in range(rank + 1, NO_ADMIN + 1):
            better[other] |= 1 << bit
    kept = []
    for rank, grant, here in ranked:
        if rank < NO_ADMIN and reduce(and_, (reaching[name] for name in here), better[rank]):
            drafts.leave(grant, "admin_already")
        else:
            kept.append(grant)
    return kept


def _admin_rank(drafts: Drafts, grant: Grant) -> int:
    """How a grant makes admins: 0 by Marketo's own Admin, 1 by a declared role, 2 by `admin TEAM`, else NO_ADMIN."""
    if grant.as_admin:
        return 2
    role = _given(drafts, grant)
    if role is None or "administer" not in role.capabilities:
        return NO_ADMIN
    return 0 if role.built_in else 1


def _given(drafts: Drafts, grant: Grant) -> Role | None:
    """The role that a grant gives, where it exists."""
    if grant.as_admin:
        return drafts.admins
    return drafts.model.roles.get(grant.role.name) if grant.role is not None else None


def _admin_role(drafts: Drafts) -> str:
    return drafts.word("screens", "workspace_admin_role")


def _create_role(drafts: Drafts, role: Role) -> None:
    values = {
        "title": role.title,
        "description": plain(role.documentation),
        "permissions": _permissions(drafts, role.capabilities),
    }
    drafts.add("create-role", role.name, values, covers=(role.id,))


def _permissions(drafts: Drafts, capabilities: tuple[str, ...]) -> Rows:
    return tuple((f"Can {word}", drafts.word("capabilities", word)) for word in capabilities)


# Teams and their grants


def _team(drafts: Drafts, team: Team, grants: list[Grant]) -> None:
    if not grants:
        drafts.leave(team, "team")
        return
    manager = drafts.model.instance.users_managed_by
    variant = manager if f"add-users.{manager}" in drafts.target.actions else "adobe"
    each = f"grant-access.{variant}"
    if f"{each}.later" in drafts.target.actions:
        if drafts.wanted is None:
            _invitation(drafts, f"add-users.{variant}", team, grants)
        else:
            _later(drafts, variant, team, grants)
    else:
        values = {"title": team.title, "people": _people(team)}
        step = ""
        if drafts.live(team):
            step = drafts.add(f"add-users.{variant}", team.name, values, covers=(team.id,), label=team.title)
        for grant in filter(drafts.live, grants):
            _grant(drafts, each, team, grant, step)


def _later(drafts: Drafts, variant: str, team: Team, grants: list[Grant]) -> None:
    """Changes of single grants: whoever is not there yet is invited with the first of them."""
    assert drafts.wanted is not None
    if team.id in drafts.wanted.new:
        drafts.leave(team, "invited")
    elif drafts.live(team):
        values = {"title": team.title, "people": _people(team)}
        drafts.add(f"add-users.{variant}", team.name, values, covers=(team.id,), label=team.title)
    for grant in filter(drafts.live, grants):
        _grant(drafts, f"grant-access.{variant}.later", team, grant, "")


def _grant(drafts: Drafts, action: str, team: Team, grant: Grant, invited: str) -> None:
    until = grant.until.day.isoformat() if grant.until is not None else ""
    values = {
        "team": team.title,
        "people": _people(team),
        "role": _role_title(drafts, grant),
        "workspaces": _workspaces_text(drafts, grant),
        "triples": _triples(drafts, grant),
        "until": until,
        "ends": drafts.word("notes", "ends") if until else "",
    }
    subject = f"{grant.role.name if grant.role and not grant.as_admin else 'admin'}-to-{team.name}-in-{_slug(drafts, grant)}"
    drafts.add(
        action,
        subject,
        values,
        needs=(invited, *_role_step(drafts, grant)),
        uses=_uses(drafts, grant),
        covers=(grant.id,),
        label=team.title,
    )


def _invitation(drafts: Drafts, action: str, team: Team, grants: list[Grant]) -> None:
    """Where Marketo itself manages users, an invitation carries all grants at once."""
    ends = sorted(grant.until.day.isoformat() for grant in grants if grant.until is not None)
    values = {
        "title": team.title,
        "people": _people(team),
        "email": next((member for member in team.members if "@" in member), "<e-mail address>"),
        "triples": [triple for grant in grants for triple in _triples(drafts, grant)],
        "expires": f"{ends[-1]}T23:59:59Z" if len(ends) == len(grants) else "",
        "grants": tuple((_role_title(drafts, grant), _workspaces_text(drafts, grant)) for grant in grants),
    }
    drafts.add(
        action,
        team.name,
        values,
        needs=tuple(step for grant in grants for step in _role_step(drafts, grant)),
        uses=tuple(used for grant in grants for used in _uses(drafts, grant)),
        covers=(team.id, *(grant.id for grant in grants)),
        label=team.title,
    )


def _triples(drafts: Drafts, grant: Grant) -> list[dict[str, int | str]]:
    role = f"<id of the role {_role_title(drafts, grant)}>"
    if isinstance(grant.workspaces, Everything) and not grant.workspaces.except_:
        return [{"accessRoleId": role, "workspaceId": ALL_WORKSPACES}]
    return [
        {"accessRoleId": role, "workspaceId": workspace_id(drafts, name)}
        for name in drafts.workspaces(grant.workspaces)
    ]


def _workspaces_text(drafts: Drafts, grant: Grant) -> str:
    if isinstance(grant.workspaces, Everything) and not grant.workspaces.except_:
        return drafts.word("notes", "every_workspace")
    return ", ".join(map(drafts.workspace_title, drafts.workspaces(grant.workspaces)))


def _slug(drafts: Drafts, grant: Grant) -> str:
    if isinstance(grant.workspaces, Everything):
        return "all"
    return "-".join(reference.name for reference in grant.workspaces)


def _role_title(drafts: Drafts, grant: Grant) -> str:
    role = _given(drafts, grant)
    if role is not None:
        return role.title
    return drafts.title(grant.role) if grant.role is not None and not grant.as_admin else _admin_role(drafts)


def _role_step(drafts: Drafts, grant: Grant) -> tuple[str, ...]:
    return (ADMIN_ROLE,) if grant.as_admin and _given(drafts, grant) is None else ()


def _uses(drafts: Drafts, grant: Grant) -> tuple[str, ...]:
    role = _given(drafts, grant)
    workspaces = (f"workspace:{name}" for name in drafts.workspaces(grant.workspaces))
    return (*((role.id,) if role is not None else ()), *workspaces)


def _people(team: Team) -> str:
    if team.members:
        return ", ".join(team.members)
    return f"the {team.size} people of the team" if team.size else "everybody of the team"
