"""Which workspaces and partitions there are, and why."""

from collections.abc import Iterator

from mopsdsl.diagnostics.wording import many
from mopsdsl.model.access import Partition, Workspace
from mopsdsl.model.base import Everything
from mopsdsl.render.docs.guide import MANY, Guide, anchor
from mopsdsl.render.docs.page import (
    Block,
    Cell,
    Facts,
    Line,
    Link,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    joined,
    some,
    table,
    with_badges,
)
from mopsdsl.render.docs.prose import first_words, prose
from mopsdsl.render.docs.words import number


def page(guide: Guide) -> Page:
    """Workspaces one by one while they are few, in a table when they are many; then partitions."""
    workspaces = tuple(guide.model.workspaces.values())
    few = len(workspaces) <= MANY
    blocks: list[Block] = [_overview(guide, workspaces, few)]
    if few:
        blocks += (_workspace(guide, workspace) for workspace in workspaces)
    blocks.append(_partitions(guide))
    return Page(
        "workspaces",
        "Workspaces and partitions",
        "Workspaces",
        "A workspace is where a marketing team works: its programs, emails, pages and lists stand there. A partition is a set of "
        "people, and every person is in exactly one. A workspace acts only on the people of the partitions that it sees.",
        tuple(blocks),
    )


def _overview(guide: Guide, workspaces: tuple[Workspace, ...], few: bool) -> Block:
    rows = tuple(_row(guide, workspace, few) for workspace in workspaces)
    columns = ("Workspace", "What it is for", "Sees", "Who works there")
    listing = table("Workspaces, what they are for, and what they see", columns, rows)
    return Section("All workspaces", "all-workspaces", (listing,))


def _row(guide: Guide, workspace: Workspace, few: bool) -> Row:
    place = anchor("workspace", workspace.name)
    title = guide.title(workspace)
    name: Line = (Link(title, "workspaces", place),) if few else title
    teams = dict.fromkeys(team for team, _ in guide.teams_in[workspace.name])
    return Row(
        (
            with_badges(name, guide.badges(workspace)),
            first_words(workspace.documentation) or _purpose(workspace),
            guide.chosen(workspace.sees, "everybody", 6),
            guide.links("team", teams, 6) or "nobody yet",
        ),
        "" if few else place,
    )


def _purpose(workspace: Workspace) -> str:
    return workspace.purpose.replace("_", " ").capitalize()


def _workspace(guide: Guide, workspace: Workspace) -> Section:
    facts = Facts(tuple((word, said) for word, said in _facts(guide, workspace) if said))
    return Section(
        guide.title(workspace),
        anchor("workspace", workspace.name),
        (*prose(workspace.documentation), facts, *guide.remarks(workspace)),
        next(iter(guide.badges(workspace)), None),
    )


def _facts(guide: Guide, workspace: Workspace) -> Iterator[tuple[str, Cell]]:
    yield "Purpose", _purpose(workspace)
    later = isinstance(workspace.sees, Everything)
    sees = guide.chosen(workspace.sees, "all partitions")
    yield "Sees", joined([sees, ", and those that come later"], "") if later else sees
    if workspace.primary is not None:
        yield "New people land in", guide.ref(workspace.primary)
    teams = [
        joined([(guide.link("team", team),), " as ", guide.role(grant)], "")
        for team, grant in guide.teams_in[workspace.name]
    ]
    yield "Who works there", Stack(tuple(teams)) if teams else "nobody yet"
    yield "Stands there", _holds(guide, workspace)
    yield "Code in names", workspace.code
    yield "Language", f"{workspace.language} (fixed once the workspace exists)" if workspace.language else ""
    yield "Domain", workspace.domain
    sites = [s.name for s in guide.model.sites.values() if workspace.name in {w.name for w in s.workspaces}]
    yield "Web sites", some(sites)


def _holds(guide: Guide, workspace: Workspace) -> Line:
    kinds = guide.kinds_in.get(workspace.name)
    if kinds is None:
        return ""
    return some([many(amount, kind) for kind, amount in sorted(kinds.items())], 20)


def _partitions(guide: Guide) -> Section:
    rows = tuple(_partition(guide, partition) for partition in guide.model.partitions.values())
    columns = ("Partition", "People", "Looked after by", "Seen by", "Notes")
    listing = table("Partitions, their people, and who sees them", columns, rows, frozenset({1}))
    people = [one.people for one in guide.model.partitions.values() if one.people is not None]
    total = (
        f" Together the partitions whose size is known hold {number(sum(people))} people." if people else ""
    )
    words = f"These are the sets of people. Nobody is in two of them.{total}"
    return Section("All partitions", "all-partitions", (Paragraph(words), listing))


def _partition(guide: Guide, partition: Partition) -> Row:
    notes: list[Line] = [first_words(partition.documentation)] if partition.documentation else []
    if partition.empty:
        notes.append("holds nobody, on purpose")
    if partition.residency is not None:
        notes.append(f"is said to be kept in {partition.residency.country}")
    if partition.formerly:
        notes.append(f"was called {partition.formerly.replace('_', ' ')}")
    notes += (f"exception: {one.because}" for one in partition.allowances)
    seen_by = guide.sight.workspaces[partition.name]
    return Row(
        (
            with_badges(guide.title(partition), guide.badges(partition)),
            number(partition.people) if partition.people is not None else "",
            guide.ref(partition.owner),
            guide.links("workspace", seen_by, 6) or "no workspace",
            Stack(tuple(notes)),
        ),
        anchor("partition", partition.name),
    )
