"""Workspaces, partitions, and who may do what where."""

from typing import ClassVar

from mopsdsl._value import value
from mopsdsl.model.base import Declaration, Everything, Reference
from mopsdsl.model.people import Until
from mopsdsl.source.text import Span


@value
class Residency:
    """A claim that a partition's data lies in a country, with its place."""

    country: str
    span: Span


@value
class Partition(Declaration):
    """A set of people; each person is in exactly one (facts-marketo 1.2 #1). `empty` says that it holds nobody on purpose."""

    kind: ClassVar[str] = "partition"
    people: int | None
    owner: Reference | None
    empty: bool
    residency: Residency | None
    implied: bool = False


@value
class Workspace(Declaration):
    """Where marketers work. `sees` are its partitions; `Everything` also takes in later ones.

    `primary` is where people of its forms, pages and imports land. `implied` marks Marketo's own Default, undeclared.
    """

    kind: ClassVar[str] = "workspace"
    purpose: str
    sees: tuple[Reference, ...] | Everything
    primary: Reference | None
    code: str
    language: str
    domain: str
    admins: tuple[Reference, ...]
    implied: bool = False


@value
class Site(Declaration):
    """A web site (its name is its address) that carries a workspace's tracking code."""

    kind: ClassVar[str] = "site"
    workspaces: tuple[Reference, ...]


@value
class Role(Declaration):
    """A role of Marketo: what its holders may do. `built_in` for the five that Marketo brings."""

    kind: ClassVar[str] = "role"
    capabilities: tuple[str, ...]
    built_in: bool = False


@value
class Grant(Declaration):
    """A role given to a team in workspaces. `admin TEAM` in a workspace is one, too (`as_admin`, role Admin of that workspace)."""

    kind: ClassVar[str] = "grant"
    role: Reference | None
    team: Reference
    workspaces: tuple[Reference, ...] | Everything
    until: Until | None
    as_admin: bool = False


@value
class Wall(Declaration):
    """A promise that nobody sees people of both sides, but for those excepted."""

    kind: ClassVar[str] = "wall"
    left: tuple[Reference, ...]
    right: tuple[Reference, ...]
    except_workspaces: tuple[Reference, ...]
    except_teams: tuple[Reference, ...]


@value
class Protection(Declaration):
    """Something that must not be removed in one change."""

    kind: ClassVar[str] = "protect"
    target: Reference
    because: str


@value
class Approval(Declaration):
    """One danger of one change plan, accepted by name."""

    kind: ClassVar[str] = "approve"
    action: str
    target: Reference
    because: str
    by: str
