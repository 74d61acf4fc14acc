"""MOPS305: people who land in a partition that routing says is wrong, and no campaign that moves them.

A form, page, site or import sets new people down in the primary partition of its workspace, the API in Default, whatever the assignment
rules say (experienceleague: assigning-person-partitions-with-assignment-rules); they stay there until something moves them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.answers import is_mistaken, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.checks.movers import SURE, Mover, Movers
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.conditions import asked
from mopsdsl.graphs.ways_in import WayIn
from mopsdsl.model.assets import Form
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import All, Condition, Empty
from mopsdsl.model.routing import Route, Routing

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Undecided
    from mopsdsl.logic.person import Person

RULE = Rule(
    "MOPS305",
    "lands-in-the-wrong-place",
    Severity.ERROR,
    "A way in whose people land in a partition that routing says is wrong, with no campaign that moves them.",
)
SUPPOSED = ("import", "api")
"""Ways in that every workspace and instance has, used or not."""


@value
class Wrong:
    """Somebody who comes in by a way and lands in `lands`, belongs by `route` elsewhere, and is not moved.

    `may` are the campaigns that might move them, `blind` those that would and don't see them.
    """

    way: WayIn
    lands: str
    route: Route
    person: "Person | Undecided"
    may: tuple[Mover, ...]
    blind: tuple[Mover, ...]

    @property
    def severity(self) -> Severity:
        if not is_person(self.person) or self.may or _unsaid(self.way):
            return Severity.ADVICE
        # A router that does not see them is an error of its own (MOPS309), and told there.
        return Severity.WARNING if self.way.kind in SUPPOSED or self.blind else Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for routing in context.model.routings.values():
        groups: dict[tuple[str, Severity], list[Wrong]] = {}
        looking = _Looking(context, routing)
        for way in context.ways_in:
            wrong = looking.at(way)
            if wrong is not None:
                lands = "" if way.kind in SUPPOSED else wrong.lands
                groups.setdefault((lands, wrong.severity), []).append(wrong)
        for found in groups.values():
            yield _finding(context, routing, found)


class _Looking:
    """Looks for whom a routing sends elsewhere than where a way sets them down, and nobody moves."""

    def __init__(self, context: Context, routing: Routing) -> None:
        self.context = context
        self.routing = routing
        self.movers = Movers(context, routing)
        self.placed = any(one.by_assignment_rules for one in context.model.routings.values())
        self.fields = _late_fields(context, [route.when for route in routing.routes])
        # What stands behind an `otherwise` takes nobody, and the text is read with an error there.
        self.rules = context.routes[routing.name]
        self.known: dict[tuple[object, ...], list[tuple[Route, Person | Undecided, bool]]] = {}

    def at(self, way: WayIn) -> Wrong | None:
        """The worst that can happen to people of a way; None where all is well."""
        asset = self.context.model.assets.get(way.name) if way.kind in ("form", "landing_page") else None
        if asset is not None and asset.deprecated is not None:
            return None
        found = [wrong for lands in self.landings(way) for wrong in self.wrong(way, lands)]
        return max(found, key=lambda wrong: wrong.severity, default=None)

    def landings(self, way: WayIn) -> list[str]:
        """Where people of the way may be set down; those of the CRM in Default unless assignment rules place them."""
        if way.kind == "crm":
            names = [] if self.placed else ["Default"]
        elif way.lands is not None:
            names = [way.lands]
        else:
            names = (
                sorted(self.context.sight.partitions.get(way.workspace, ())) if way.kind != "import" else []
            )
        partitions = self.context.model.partitions
        return [name for name in names if name in partitions and not partitions[name].empty]

    def wrong(self, way: WayIn, lands: str) -> Iterator[Wrong]:
        moving = list(self.movers.of(way, lands))
        form = self.context.model.assets.get(way.name) if way.kind == "form" else None
        asks = {reference.name for reference in form.asks} if isinstance(form, Form) and form.asks else None
        late = {
            *self.fields,
            *_late_fields(self.context, [one for each in moving for one in each.conditions]),
        }
        lacks = tuple(sorted(late - asks)) if asks is not None else ()
        campaigns = ((one.campaign.name, one.target, one.sure, one.blind) for one in moving)
        key = (lands, lacks, *campaigns)
        if key not in self.known:
            self.known[key] = list(self.left(lands, lacks, moving))
        for route, person, maybe in self.known[key]:
            there = [one for one in moving if one.target in (None, route.target.name)]
            may = tuple(one for one in there if maybe and one.sure != SURE and not one.blind)
            yield Wrong(way, lands, route, person, may, tuple(one for one in there if one.blind))

    def left(
        self, lands: str, lacks: Sequence[str], moving: list[Mover]
    ) -> "Iterator[tuple[Route, Person | Undecided, bool]]":
        """Route by route whoever belongs elsewhere and is surely not moved, or else perhaps not (True); up to the first for sure."""
        span = self.routing.span
        unknown = [Empty(Reference("field", name, span), False, span) for name in lacks]
        whens = len(self.rules.conditions)
        for place, route in enumerate(self.routing.routes[: whens + 1]):
            if route.target.name == lands or route.target.name not in self.context.model.partitions:
                continue
            there = [one for one in moving if one.target in (None, route.target.name)]
            seeing = [one for one in there if not one.blind]
            sure = [one for one in seeing if one.sure == SURE]
            for these in [seeing, sure] if len(sure) < len(seeing) else [sure]:
                if all(one.conditions for one in these):
                    moved = [All(one.conditions, span) for one in these]
                    found = self.rules.left(place, unknown, moved)
                    if is_person(found):
                        found = self.rules.shown(place, unknown, moved)
                    if found is not None and not is_mistaken(found):
                        yield route, found, len(these) < len(seeing)
                        if is_person(found) and len(these) == len(seeing) == len(there):
                            return
                        break


def _late_fields(context: Context, conditions: Sequence[Condition | None]) -> list[str]:
    """The fields that conditions ask and nothing knows of a new person but a form that asks for them."""
    names = {each.name for one in conditions for each in asked(one, context.names) if each.kind == "field"}
    fields = (context.model.fields.get(name) for name in sorted(names))
    return [
        one.name for one in fields if one is not None and not one.known_at_creation and not one.derivation
    ]


def _finding(context: Context, routing: Routing, wrong: list[Wrong]) -> Finding:
    first = wrong[0]
    who = witness(first.person) if is_person(first.person) else "somebody"
    belongs = f"routing {routing.name} says that {who} belongs in {first.route.target.name}"
    if not is_person(first.person):
        belongs = f"whether all of them belong there by routing {routing.name} can't be decided"
    may = (
        f" may land in {first.lands}, since its workspace has no primary partition"
        if _unsaid(first.way)
        else f" land in {first.lands}"
    )
    supposed = first.way.kind in SUPPOSED
    return RULE.finding(
        routing.carried_out_span or routing.span if supposed else first.way.span,
        f"{_people(first.way)}{may}; {belongs}{_unmoved(first)}.",
        f"Let a campaign in Default, which sees all, move them: `trigger person is created; flow {{ route by {routing.name} }}`."
        if not first.may
        else "Give the campaign the trigger `person is created`, which every way in sets off.",
        related=shown(_places(wrong)),
        subject=routing.id if supposed else _subject(context, first.way),
        severity=first.severity,
    )


def _unsaid(way: WayIn) -> bool:
    """Whether nobody says where people of the way land."""
    return way.lands is None and way.kind != "crm"


def _people(way: WayIn) -> str:
    match way.kind:
        case "form":
            return f"New people who fill in form {way.name}"
        case "landing_page":
            return f"New people who come by page {way.name}"
        case "site":
            return f"New people who come by site {way.name}"
        case "crm":
            return f"New people whom the CRM sync ({way.name}) brings"
        case "api":
            return "New people of a REST call that names no partition"
        case _:
            return f"New people of {way.title}"


def _unmoved(wrong: Wrong) -> str:
    if not is_person(wrong.person):
        return ""
    if wrong.may:
        names = some(list(dict.fromkeys(mover.campaign.name for mover in wrong.may)))
        return f", and whether {names} ever looks at them can't be told from the triggers"
    if wrong.blind:
        mover = wrong.blind[0]
        return f", and campaign {mover.campaign.name} stands in workspace {mover.campaign.workspace.name}, which does not see both"
    return ", and no campaign moves them"


def _places(wrong: list[Wrong]) -> Iterator[Related]:
    first = wrong[0]
    yield Related(first.route.span, f"{first.route.target.name} is where they belong")
    for mover in (*first.may, *first.blind):
        yield Related(mover.campaign.span, f"campaign {mover.campaign.name}")
    for one in wrong[1:]:
        if one.way.span.source.text:  # not of what Marketo brings, which stands nowhere
            yield Related(one.way.span, f"{one.way.title} sets people down in {one.lands}, too")


def _subject(context: Context, way: WayIn) -> str:
    if way.kind in ("form", "landing_page"):
        return f"asset:{way.name}"
    return f"site:{way.name}" if way.kind == "site" else context.model.instance.id
