"""Who counts as an admin of a workspace."""

from collections.abc import Iterable

from mopsdsl.diagnostics.wording import few
from mopsdsl.graphs.sight import Access
from mopsdsl.model.access import Grant, Role
from mopsdsl.model.base import Everything
from mopsdsl.model.model import Model

ADMIN = "Admin"
"""Marketo's own role for the whole instance (experienceleague: managing-user-roles-and-permissions)."""


def role_of(model: Model, grant: Grant) -> Role | None:
    """The role that a grant gives; None where it does not exist."""
    return model.roles.get(grant.role.name) if grant.role is not None else None


def is_built_in_admin(model: Model, grant: Grant) -> bool:
    """Whether a grant gives Marketo's own Admin role (and not `admin TEAM` of one workspace)."""
    role = role_of(model, grant)
    return not grant.as_admin and role is not None and role.built_in and role.name == ADMIN


def where(grant: Grant) -> str:
    """The workspaces of a grant as people say them."""
    if isinstance(grant.workspaces, Everything):
        left_out = few([workspace.name for workspace in grant.workspaces.except_])
        return f"all workspaces except {left_out}" if left_out else "all workspaces"
    return few([workspace.name for workspace in grant.workspaces])


def administers(model: Model, grant: Grant) -> bool:
    """Whether a grant makes its team an admin of the workspaces that it names. A role that nobody knows may do anything."""
    role = role_of(model, grant)
    return (
        grant.as_admin or role is None or "administer" in role.capabilities or is_built_in_admin(model, grant)
    )


def is_central(model: Model, accesses: Iterable[Access]) -> bool:
    """Whether somebody with these accesses looks after the whole instance: an admin of all workspaces, or of the Default one."""
    admin = [access for access in accesses if administers(model, access.grant)]
    return any(
        access.workspace == "Default" or isinstance(access.grant.workspaces, Everything) for access in admin
    )
