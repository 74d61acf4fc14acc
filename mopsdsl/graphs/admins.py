"""Which role `admin TEAM` in a workspace gives."""

from mopsdsl.model.access import Role
from mopsdsl.model.model import Model


def role_of_admins(model: Model) -> Role | None:
    """The declared role that can administer, where there is exactly one and somebody is made admin of a workspace.

    Marketo's own Admin is for the whole instance only, so admins of one workspace have a role of the project's own.
    """
    if not any(grant.as_admin for grant in model.grants.values()):
        return None
    able = [
        role
        for role in model.roles.values()
        if not role.built_in and role.deprecated is None and "administer" in role.capabilities
    ]
    return able[0] if len(able) == 1 else None
