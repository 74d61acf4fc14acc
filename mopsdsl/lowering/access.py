"""Workspaces, partitions, roles, grants, walls, protection and approval."""

from mopsdsl.diagnostics.finding import BAD_VALUE
from mopsdsl.lowering.people import start, title
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.model import access
from mopsdsl.model.people import Until
from mopsdsl.syntax import tree

CAPABILITIES = (
    "administer", "approve", "edit", "read", "clone", "create", "delete", "activate", "schedule", "send", "publish", "design", "import",
    "export", "move", "share", "merge", "analyze", "call_api",
)  # fmt: skip
"""What a role may do, in words; Marketo's own permissions are finer (experienceleague: "Descriptions of Role Permissions")."""

PURPOSES = (
    "center_of_excellence", "centre_of_excellence", "brand", "center", "centre", "central", "hub", "global", "operations", "headquarters",
)  # fmt: skip
"""The purposes of a workspace that rules know; any other word is a remark for readers."""


def partition(place: Place, node: tree.Declaration) -> access.Partition:
    reading = start(place, node)
    people = reading.value("people")
    owner = reading.referred("owner", "team", "is owned by")
    resident = reading.one("resident in")
    residency = access.Residency(place.text(resident.values[0]), place.span(resident)) if resident else None
    size = place.whole(people, "The number of people") if people else None
    if size and reading.has("empty"):
        place.report(
            BAD_VALUE,
            people,
            f"Partition {reading.name} is `empty` and has {size} people.",
            "Keep one of them.",
        )
    return access.Partition(
        **reading.common(place.span(node.name), title(place, node)),
        people=size,
        owner=owner,
        empty=reading.has("empty"),
        residency=residency,
    )


def workspace(place: Place, node: tree.Declaration) -> tuple[access.Workspace, list[access.Grant]]:
    """The workspace, and the grants that its `admin` lines are."""
    reading = start(place, node)
    sees = reading.one("sees")
    seen = reading.sight(sees.values[0], "partition", "sees") if sees else ()
    primary = reading.referred("primary", "partition", "primary")
    admins = reading.listed("admin", "team", "is administered by")
    made = access.Workspace(
        **reading.common(place.span(node.name), title(place, node)),
        purpose=reading.freely_chosen("purpose", "purpose of a workspace", PURPOSES),
        sees=seen,
        primary=primary,
        code=reading.said("code"),
        language=reading.said("language"),
        domain=reading.said("domain"),
        admins=admins,
    )
    tokens = [token for found in reading.all("admin") for token in found.values[0].tokens]
    return made, [_admin_grant(place, node, reading.name, token) for token in tokens]


def _admin_grant(place: Place, node: tree.Declaration, workspace: str, token: tree.Token) -> access.Grant:
    reading = Reading(place, token, f"admin {place.name(token)} in {workspace}", ())
    team = reading.must("team", token, "is given to")
    where = reading.must("workspace", node.name, "works in")
    return access.Grant(
        **reading.common(place.span(token)),
        role=None,
        team=team,
        workspaces=(where,),
        until=None,
        as_admin=True,
    )


def site(place: Place, node: tree.Declaration) -> access.Site:
    reading = start(place, node)
    workspaces = reading.listed("tracked by", "workspace", "is tracked by")
    return access.Site(**reading.common(place.span(node.name)), workspaces=workspaces)


def role(place: Place, node: tree.Declaration) -> access.Role:
    reading = start(place, node)
    tokens = [token for found in reading.all("can") for token in found.values[0].tokens]
    if not tokens:
        reading.missing("capability", "Say what its holders may do: `can read, clone`.")
    capabilities = tuple(place.word(token, "capability", CAPABILITIES) for token in tokens)
    return access.Role(**reading.common(place.span(node.name), title(place, node)), capabilities=capabilities)


def grant(place: Place, node: tree.Grant) -> access.Grant:
    where = node.workspaces
    names = (
        "all workspaces"
        if isinstance(where, tree.Everything)
        else ", ".join(sorted(place.name(token) for token in where.tokens))
    )
    name = f"{place.name(node.role)} to {place.name(node.team)} in {names}"
    reading = Reading(place, node, name, node.body or ())
    role_ = reading.must("role", node.role, "gives")
    team = reading.must("team", node.team, "is given to")
    workspaces = reading.sight(where, "workspace", "works in")
    return access.Grant(
        **reading.common(place.span(node.role)),
        role=role_,
        team=team,
        workspaces=workspaces,
        until=until(place, node.until),
    )


def until(place: Place, node: tree.Property | None) -> Until | None:
    if node is None:
        return None
    token = node.values[0]
    assert isinstance(token, tree.Token)
    day = place.date(token)
    return Until(day, place.span(token)) if day else None


def wall(place: Place, node: tree.Declaration) -> access.Wall:
    reading = start(place, node)
    keep = reading.all("keep")
    if not keep:
        reading.missing("sides", "Say what it keeps apart: `keep PARTITION apart from PARTITION`.")
    left = tuple(r for found in keep for r in reading.several("partition", found.values[0], "keeps apart"))
    right = tuple(r for found in keep for r in reading.several("partition", found.values[1], "keeps apart"))
    workspaces = reading.listed("except workspace", "workspace", "excepts")
    teams = reading.listed("except team", "team", "excepts")
    return access.Wall(
        **reading.common(place.span(node.name), title(place, node)),
        left=left,
        right=right,
        except_workspaces=workspaces,
        except_teams=teams,
    )


def protect(place: Place, node: tree.Protect) -> access.Protection:
    reading = Reading(place, node, f"{node.of.word} {place.name(node.target)}", ())
    target = reading.must(node.of.word, node.target, "protects")
    because = place.reason(node.because) if node.because else ""
    return access.Protection(**reading.common(place.span(node.target)), target=target, because=because)


def approve(place: Place, node: tree.Approve) -> access.Approval:
    action = place.word(
        node.action,
        "change that can be approved",
        ("removal", "change", "rename", "creation", "gain", "loss"),
    )
    reading = Reading(place, node, f"{action} of {node.of.word} {place.name(node.target)}", ())
    by = ", ".join(place.text(token) for token in node.by.tokens) if node.by else ""
    # The thing may be gone already: that is what is approved. So its name is kept, and not looked up.
    target = reading.must(node.of.word, node.target, "approves")
    reading.references.clear()
    return access.Approval(
        **reading.common(place.span(node.target)),
        action=action,
        target=target,
        because=place.reason(node.because),
        by=by,
    )
