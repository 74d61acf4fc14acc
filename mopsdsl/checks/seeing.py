"""Changes of sight as findings tell them: all that one subject gains, or loses, in one sentence."""

from collections.abc import Iterable

from mopsdsl._value import value
from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.finding import Related
from mopsdsl.diagnostics.wording import MANY, many, some
from mopsdsl.graphs.edges import Edge
from mopsdsl.graphs.things import Node
from mopsdsl.source.text import Span


@value
class Together:
    """What one subject gains, or loses, of one kind."""

    kind: str
    who: Node
    changes: tuple[SightChange, ...]

    @property
    def of_new(self) -> bool:
        return self.changes[0].of_new


def named(who: Node) -> str:
    """Somebody as people know them: "workspace Japan"."""
    return f"{who.word} {who.title}"


def together(changes: Iterable[SightChange], *, gained: bool) -> list[Together]:
    """In the order of the first of each; but for what goes altogether."""
    found: dict[tuple[str, str], list[SightChange]] = {}
    for one in changes:
        if one.gained is gained and not one.of_gone:
            found.setdefault((one.kind, one.who.id), []).append(one)
    return [Together(kind, held[0].who, tuple(held)) for (kind, _), held in found.items()]


def going(changes: Iterable[SightChange]) -> dict[str, tuple[SightChange, ...]]:
    """What goes altogether, by id, with all who lose sight of it; nobody loses anything of what is empty."""
    found: dict[str, list[SightChange]] = {}
    for one in changes:
        if one.of_gone and one.people != 0:
            found.setdefault(one.what.id, []).append(one)
    return {id: tuple(held) for id, held in found.items()}


def seen(one: Together) -> str:
    """Of whom, with numbers where they are known: "partitions Customers (420,000 people) and EMEA"."""
    if one.kind == "people":
        said = [
            f"{change.what.title} ({change.people:,} people)" if change.people else change.what.title
            for change in one.changes
        ]
        people = sum(change.people or 0 for change in one.changes)
        together = f" ({people:,} people together)" if len(said) > MANY and people else ""
        return f"partition{'s' if len(said) > 1 else ''} {some(said)}{together}"
    said = [
        f"{change.what.title} in {change.what.name.partition('.')[0]} ({_counted(change.touched)})"
        for change in one.changes
    ]
    return f"folder{'s' if len(said) > 1 else ''} {some(said)}"


def walls(change: ChangeContext, one: Together) -> str:
    """The walls that a gain comes near, as the end of a sentence."""
    names = sorted({wall.partition(":")[2] for held in one.changes for wall in held.walls})
    return f", near wall{'s' if len(names) > 1 else ''} {some(names)}" if names else ""


def stopped(change: ChangeContext, kind: str, changes: Iterable[SightChange]) -> str:
    """What stops working, or reaches fewer people, as the end of a sentence; campaigns by name, other assets counted."""
    ids = sorted({id for held in changes for id in held.stops})
    if not ids:
        return ""
    nodes = [change.worlds[1].things.nodes[id] for id in ids]
    campaigns = [node.title for node in nodes if node.word == "smart_campaign"]
    others = len(ids) - len(campaigns)
    named = (
        campaigns
        if len(campaigns) <= MANY
        else [*campaigns[:MANY], f"{len(campaigns) - MANY} more campaigns"]
    )
    counted = [many(others, "other asset" if campaigns else "asset")] if others else []
    verb = ("stops", "stop") if kind == "asset" else ("reaches fewer people", "reach fewer people")
    return f", and {', '.join((*named, *counted))} {verb[len(ids) > 1]}"


def place(change: ChangeContext, one: Together) -> Span:
    """The line that decides: of a gain the last place on its way that is written in the newer specs, of a loss the subject itself."""
    first = one.changes[0]
    if first.gained:
        grants = [edge.span for edge in first.after if edge.kind == "works_in"]
        altered = [edge for edge in first.after if edge.start in change.changes and edge.kind != "works_in"]
        return altered[0].span if altered else grants[0] if grants else first.after[-1].span
    return one.who.span


def related(changes: tuple[SightChange, ...]) -> tuple[Related, ...]:
    """The first paths, hop by hop: those of the newer specs, or those that are gone."""
    return tuple(
        Related(edge.span, _hop(edge, gone=not held.gained))
        for held in changes[:MANY]
        for edge in held.before + held.after
    )


def _hop(edge: Edge, *, gone: bool) -> str:
    start, end = (id.partition(":")[2] for id in (edge.start, edge.end))
    label = f" ({edge.label})" if edge.label else ""
    verb = {"works_in": "works in", "sees": "sees", "reads": "reads what is in"}[edge.kind]
    return f"{start} {verb} {end}{label}{', in the base' if gone else ''}"


def _counted(kinds: dict[str, int]) -> str:
    return some([many(number, word.replace("_", " ")) for word, number in kinds.items()])
