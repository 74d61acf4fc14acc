"""Who sees whom: a picture, matrices, and the walls that must hold."""

from collections.abc import Mapping

from mopsdsl._value import value
from mopsdsl.model.access import Wall
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.page import (
    Block,
    Facts,
    Figure,
    Line,
    Matrix,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    joined,
    some,
    table,
)
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.pictures.sight import sight_picture

WIDE = 40
"""So many columns a matrix has at most."""

CELLS = 4_000
"""So many cells all pieces of a matrix have at most; beyond that, lists are read more easily."""


def page(guide: Guide) -> Page:
    picture = Figure(
        sight_picture(guide.world),
        "An arrow means: this workspace sees, and can act on, these people.",
    )
    return Page(
        "sight",
        "Who sees whom",
        "Who sees whom",
        "People stand in partitions, and a workspace sees some of them. Whoever works in a workspace sees what it sees, and "
        "nothing else: they can neither find, nor mail, nor count anybody outside.",
        (
            Section("In a picture", "picture", (picture,)),
            Section("Workspaces", "workspaces", _workspaces(guide)),
            Section("Teams", "teams", _teams(guide)),
            Section("Walls", "walls", _walls(guide)),
        ),
    )


# Workspaces and teams against partitions


def _workspaces(guide: Guide) -> tuple[Block, ...]:
    home = {name: w.primary.name for name, w in guide.model.workspaces.items() if w.primary is not None}
    words = ("Each row is a workspace, each column a set of people. Where a workspace's new people land is marked as well: "
             "its forms, pages and list imports put them there.")  # fmt: skip
    return Paragraph(words), *_seen(guide, "workspace", guide.sight.partitions, home)


def _teams(guide: Guide) -> tuple[Block, ...]:
    reach = {team: frozenset(guide.sight.reach(team)) for team in guide.model.teams}
    working = {team: seen for team, seen in reach.items() if guide.sight.accesses[team]}
    outside = [team for team in reach if team not in working]
    blocks: list[Block] = [
        Paragraph("What a team sees through all workspaces that it works in, taken together."),
        *_seen(guide, "team", working, {}),
    ]
    if outside:
        names = guide.links("team", outside)
        blocks.append(Paragraph(joined(["No access to Marketo: ", names, "."], "")))
    return tuple(blocks)


@value
class _Group:
    """Rows (or columns) that are alike, by their names, and what they see (or by whom they are seen)."""

    names: tuple[str, ...]
    others: frozenset[str]


def _seen(
    guide: Guide, kind: str, sees: Mapping[str, frozenset[str]], home: Mapping[str, str]
) -> tuple[Block, ...]:
    """A matrix, or several, or lists: whatever is readable."""
    if not sees:
        return (Paragraph("There are none."),)
    large = len(guide.model.partitions) > WIDE or len(sees) > WIDE
    seers: dict[str, set[str]] = {name: set() for name in guide.model.partitions}
    for name, seen in sees.items():
        for partition in seen:
            seers[partition].add(name)
    rows = _groups(sees, large)
    columns = _groups({name: frozenset(found) for name, found in seers.items()}, large)
    if len(columns) <= WIDE and len(rows) * len(columns) <= CELLS:
        return (_matrix(guide, kind, rows, columns, home),)
    pieces = [columns[at : at + WIDE] for at in range(0, len(columns), WIDE)]
    touched = [_touched(rows, piece) for piece in pieces]
    if sum(len(some_rows) * len(piece) for some_rows, piece in zip(touched, pieces, strict=True)) <= CELLS:
        return tuple(
            _matrix(guide, kind, some_rows, piece, home)
            for some_rows, piece in zip(touched, pieces, strict=True)
            if some_rows
        )
    return (_list(guide, kind, rows),)


def _groups(sets: Mapping[str, frozenset[str]], alike: bool) -> list[_Group]:
    """One group a name; or, `alike`, one for all names with the same set."""
    if not alike:
        return [_Group((name,), others) for name, others in sets.items()]
    found: dict[frozenset[str], list[str]] = {}
    for name, others in sets.items():
        found.setdefault(others, []).append(name)
    return [_Group(tuple(names), others) for others, names in found.items()]


def _touched(rows: list[_Group], columns: list[_Group]) -> list[_Group]:
    """The rows that see any of these columns."""
    names = frozenset(column.names[0] for column in columns)
    return [row for row in rows if not names.isdisjoint(row.others)]


def _matrix(
    guide: Guide, kind: str, rows: list[_Group], columns: list[_Group], home: Mapping[str, str]
) -> Matrix:
    legend = [("yes", "sees these people")]
    if home:
        legend.append(("home", "sees them, and new people land here"))
    return Matrix(
        f"Which {kind} sees which people",
        kind.capitalize(),
        tuple(guide.links("partition", column.names, 2) for column in columns),
        tuple(
            (guide.links(kind, row.names, 3), tuple(_mark(row, column, home) for column in columns))
            for row in rows
        ),
        tuple(legend),
    )


def _mark(row: _Group, column: _Group, home: Mapping[str, str]) -> str:
    if column.names[0] not in row.others:
        return ""
    return "home" if any(home.get(name) in column.names for name in row.names) else "yes"


def _list(guide: Guide, kind: str, rows: list[_Group]) -> Table:
    everybody = len(guide.model.partitions)
    return table(
        f"Which {kind} sees which people",
        (kind.capitalize(), "Sees"),
        tuple(
            Row(
                (
                    guide.links(kind, row.names, 3),
                    "everybody"
                    if len(row.others) == everybody
                    else guide.links("partition", sorted(row.others), 6) or "nobody",
                )
            )
            for row in rows
        ),
    )


# Walls


def _walls(guide: Guide) -> tuple[Block, ...]:
    if not guide.model.walls:
        return (Paragraph("No wall is declared."),)
    words = "A wall is a promise that nobody sees, or can act on, people of both sides. It is proved whenever the specs are compiled."
    return Paragraph(words), *(_wall(guide, wall) for wall in guide.model.walls.values())


def _wall(guide: Guide, wall: Wall) -> Section:
    facts: list[tuple[str, Line]] = [
        ("One side", some([guide.ref(one) for one in wall.left])),
        ("Other side", some([guide.ref(one) for one in wall.right])),
    ]
    excepted = [guide.ref(one) for one in (*wall.except_workspaces, *wall.except_teams)]
    if wall.except_workspaces:
        excepted.append("the teams that work in an excepted workspace")
    facts.append(("May see both", some(excepted) if excepted else "nobody"))
    blocks = (*prose(wall.documentation), Facts(tuple(facts)), *guide.remarks(wall))
    return Section(guide.title(wall), anchor("wall", wall.name), blocks)
