"""Steps for roles, users and grants."""

from mopsdsl.model.access import Grant, Role
from mopsdsl.model.base import Everything
from mopsdsl.model.people import Team
from mopsdsl.plan.draft import Drafts, plain
from mopsdsl.plan.setup_foundation import workspace_id
from mopsdsl.targets.filling import Rows

ALL_WORKSPACES = 0
"""The workspace id that stands for all (developer pages on user management)."""

ADMIN_ROLE = "create-workspace-admin-role"


def gather(drafts: Drafts) -> None:
    for role in drafts.model.roles.values():
        if not role.built_in and drafts.live(role):
            _role(drafts, role)
    grants = [grant for grant in drafts.model.grants.values() if _live(drafts, grant)]
    admins = [grant for grant in grants if grant.as_admin]
    if admins:
        values = {
            "title": _admin_role(drafts),
            "permissions": _permissions(drafts, ("administer", "edit", "approve", "read")),
        }
        drafts.add(ADMIN_ROLE, "", values)
    by_team: dict[str, list[Grant]] = {}
    for grant in grants:
        by_team.setdefault(grant.team.name, []).append(grant)
    for team in drafts.model.teams.values():
        if drafts.live(team):
            _team(drafts, team, by_team.get(team.name, []))
    for declared in (*drafts.model.protections.values(), *drafts.model.approvals.values()):
        drafts.leave(declared, declared.kind)


def _live(drafts: Drafts, grant: Grant) -> bool:
    if not drafts.live(grant):
        return False
    if drafts.workspaces(grant.workspaces):
        return True
    drafts.leave(grant, "within_deprecated")
    return False


def _admin_role(drafts: Drafts) -> str:
    return drafts.word("screens", "workspace_admin_role")


def _role(drafts: Drafts, role: Role) -> None:
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
    if each in drafts.target.actions:
        values = {"title": team.title, "people": _people(team)}
        step = drafts.add(f"add-users.{variant}", team.name, values, covers=(team.id,), label=team.title)
        for grant in grants:
            _grant(drafts, each, team, grant, step)
    else:
        _invitation(drafts, f"add-users.{variant}", team, grants)


def _grant(drafts: Drafts, action: str, team: Team, grant: Grant, invited: str) -> None:
    until = grant.until.day.isoformat() if grant.until is not None else ""
    values = {
        "team": team.title,
        "people": _people(team),
        "role": _role_title(drafts, grant),
        "workspaces": _workspaces_text(drafts, grant),
        "until": until,
        "ends": drafts.word("notes", "ends") if until else "",
    }
    subject = f"{grant.role.name if grant.role and not grant.as_admin else 'admin'}-to-{team.name}-in-{_slug(drafts, grant)}"
    drafts.add(
        action,
        subject,
        values,
        needs=(invited, *_role_step(grant)),
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
        needs=tuple(step for grant in grants for step in _role_step(grant)),
        uses=tuple(used for grant in grants for used in _uses(drafts, grant)),
        covers=(team.id, *(grant.id for grant in grants)),
        label=team.title,
    )


def _triples(drafts: Drafts, grant: Grant) -> list[dict[str, int | str]]:
    role = f"<id of the role {_role_title(drafts, grant)}>"
    if isinstance(grant.workspaces, Everything) and not grant.workspaces.except_:
        return [{"accessRoleId": role, "workspaceId": ALL_WORKSPACES}]
    return [
        {"accessRoleId": role, "workspaceId": workspace_id(name)}
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
    return _admin_role(drafts) if grant.as_admin or grant.role is None else drafts.title(grant.role)


def _role_step(grant: Grant) -> tuple[str, ...]:
    return (ADMIN_ROLE,) if grant.as_admin else ()


def _uses(drafts: Drafts, grant: Grant) -> tuple[str, ...]:
    role = drafts.ids_of((grant.role,)) if grant.role is not None else ()
    return (*role, *(f"workspace:{name}" for name in drafts.workspaces(grant.workspaces)))


def _people(team: Team) -> str:
    if team.members:
        return ", ".join(team.members)
    return f"the {team.size} people of the team" if team.size else "everybody of the team"
