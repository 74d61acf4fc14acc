"""How people come in, where they land, and which partition they belong in."""

from collections.abc import Iterator

from mopsdsl.diagnostics.wording import listed, many
from mopsdsl.graphs.ways_in import WayIn
from mopsdsl.model.conditions import Age, All, Comparison, Condition, Empty, Flag, Membership, Not
from mopsdsl.model.routing import Routing
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.moving import Moving
from mopsdsl.render.docs.page import (
    Block,
    Cell,
    Facts,
    Figure,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    Table,
    joined,
    some,
    table,
)
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import literal
from mopsdsl.render.pictures.ways_in import ways_in_picture

WIDEST = 6
"""A decision table with more fields than this is told in sentences."""

_KINDS = {"form": "form", "landing_page": "landing page", "site": "web site"}
_OneField = Comparison | Membership | Empty | Flag | Age


def page(guide: Guide) -> Page:
    caption = (
        "From where people come in to the partition they land in, and on to where routing says they belong."
    )
    blocks: list[Block] = [
        Section("In a picture", "picture", (Figure(ways_in_picture(guide.world), caption),)),
        _ways_in(guide),
        *(_routing(guide, one) for one in guide.model.routings.values()),
    ]
    if not guide.model.routings:
        blocks.append(
            Section(
                "Routing", "routing", (Paragraph("No routing is declared: people stay where they land."),)
            )
        )
    return Page(
        "routing",
        "How people come in, and where they land",
        "Ways in and routing",
        "A new person lands in a partition that depends on the way they came in. Routing says where they belong; it moves those "
        "who landed elsewhere.",
        tuple(blocks),
    )


# Ways in


def _ways_in(guide: Guide) -> Section:
    ways: dict[str, list[WayIn]] = {}
    for way in guide.context.ways_in:
        ways.setdefault(way.workspace, []).append(way)
    moving = Moving(guide)
    rows = [row for way in ways.pop("", []) for row in _outside(guide, moving, way)]
    rows += (_inside(guide, moving, workspace, own) for workspace, own in sorted(ways.items()))
    columns = ("Way in", "What it is made of", "New people land in", "Moved on by")
    listing = table("Ways in, where people land, and what moves them", columns, tuple(rows))
    return Section("Ways in", "ways-in", (listing,))


def _outside(guide: Guide, moving: Moving, way: WayIn) -> Iterator[Row]:
    if way.kind == "api":
        yield Row(
            ("REST API", way.title, (guide.link("partition", way.lands or "Default"),), moving.on([way]))
        )
        return
    by_rules = [one for one in guide.model.routings.values() if one.by_assignment_rules]
    lands: Line = joined([(guide.link("partition", "Default"),)])
    if by_rules:
        names = listed([guide.title(one) for one in by_rules])
        lands = f"where Marketo's assignment rules put them, which do what {names} says"
    yield Row((f"The CRM ({way.name.capitalize()})", way.title, lands, moving.on([way])))


def _inside(guide: Guide, moving: Moving, workspace: str, ways: list[WayIn]) -> Row:
    made: list[Line] = []
    for kind, word in _KINDS.items():
        titles: list[Line] = [_short(way) for way in ways if way.kind == kind]
        if titles:
            made.append(joined([f"{many(len(titles), word)}: ", some(titles, 5)], ""))
    made.append("lists imported there")
    lands = next((way.lands for way in ways), None)
    where: Cell = (guide.link("partition", lands),) if lands else "nowhere yet: it has no primary partition"
    return Row(((guide.link("workspace", workspace),), Stack(tuple(made)), where, moving.on(ways)))


def _short(way: WayIn) -> str:
    return (
        way.title
        if way.title != way.name
        else way.name.rpartition(".")[2]
        if way.kind != "site"
        else way.name
    )


# Routing as a decision table


def _routing(guide: Guide, routing: Routing) -> Section:
    means: list[Line] = (
        ["Marketo's assignment rules (for people whom the CRM creates)"]
        if routing.by_assignment_rules
        else []
    )
    means += (joined(["the campaign ", guide.ref(one)], "") for one in routing.campaigns)
    blocks: list[Block] = [*prose(routing.documentation)]
    if means:
        blocks.append(Paragraph(joined(["Carried out by ", joined(means, " and "), "."], "")))
    blocks.append(Paragraph("Read it from top to bottom: the first line that fits a person decides."))
    blocks += (_decisions(guide, routing), *_lists(guide, routing))
    return Section(guide.title(routing), anchor("routing", routing.name), (*blocks, *guide.remarks(routing)))


def _decisions(guide: Guide, routing: Routing) -> Table:
    """A column a field where every line is a plain list of tests; else the conditions in sentences."""
    tests = [_tests(guide, route.when) for route in routing.routes]
    fields = list(dict.fromkeys(field for found in tests if found is not None for field in found))
    caption = f"{guide.title(routing)}, as a decision table"
    targets = [guide.ref(route.target) for route in routing.routes]
    if None in tests or len(fields) > WIDEST:
        sentences = [
            f"When {guide.words.condition(route.when)}" if route.when is not None else "Otherwise"
            for route in routing.routes
        ]
        rows = zip(sentences, targets, strict=True)
        numbered = tuple(Row((f"{at}", *row)) for at, row in enumerate(rows, 1))
        return table(caption, ("Line", "Who", "Belongs in"), numbered)
    lines = []
    for at, (found, target) in enumerate(zip(tests, targets, strict=True), 1):
        cells: list[Cell] = [(found or {}).get(field, "any" if found else "") for field in fields]
        lines.append(Row((f"{at}" if found else f"{at}, otherwise", *cells, target)))
    return table(caption, ("Line", *fields, "Belongs in"), tuple(lines))


def _lists(guide: Guide, routing: Routing) -> Iterator[Block]:
    """What the lists hold that the lines ask for."""
    asked = dict.fromkeys(one.name for one in routing.references if one.kind == "list")
    lists = [guide.model.lists[name] for name in asked if name in guide.model.lists]
    if lists:
        pairs = ((guide.title(one), some([literal(value) for value in one.literals], 24)) for one in lists)
        yield Facts(tuple(pairs))


def _tests(guide: Guide, condition: Condition | None) -> dict[str, str] | None:
    """Field → what is asked of it; None where the condition is more than a list of such tests."""
    if condition is None:
        return {}
    found: dict[str, str] = {}
    for part in condition.parts if isinstance(condition, All) else (condition,):
        atom = part.part if isinstance(part, Not) else part
        if not isinstance(atom, _OneField):
            return None
        said = guide.words.opposite(atom) if part is not atom else guide.words.test(atom)
        field = guide.words.title(atom.field)
        if not said:
            return None
        said = said.removeprefix("is ") if not said.startswith("is not") else said[3:]
        found[field] = f"{found[field]}, and {said}" if field in found else said
    return found
