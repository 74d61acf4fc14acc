"""MOPS310: people whom the CRM keeps apart, and routing puts together.

Where the CRM lets its users open only the records of their own region, people should be partitioned by the same field: who sees a
partition sees all of its people (experienceleague: understanding-workspaces-and-person-partitions), whatever the CRM lets them open.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.checks.answers import is_open, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.split import Split, split_of
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import asked
from mopsdsl.model.people import Crm, Field
from mopsdsl.model.routing import Route, Routing

RULE = Rule(
    "MOPS310",
    "crm-partition-mismatch",
    Severity.WARNING,
    "CRM record access by region that routing does not mirror.",
)

if TYPE_CHECKING:
    from mopsdsl.logic.person import Person

Routes = list[tuple[int, Route]]
"""The rules that lead to one partition, each with its place among the conditions."""


@value
class Pair:
    """Two people on different sides of the split who belong in one partition, and the rules that take them."""

    one: "Person"
    one_by: Route
    other: "Person"
    other_by: Route


def check(context: Context) -> Iterator[Finding]:
    for crm in context.model.instance.crms:
        split = split_of(context, crm)
        if split is not None and not context.model.routings:
            yield _nothing_routes(context, crm, split)
        elif split is not None:
            for routing in context.model.routings.values():
                yield from _mixed(context, crm, split, routing)


def _mixed(context: Context, crm: Crm, split: Split, routing: Routing) -> Iterator[Finding]:
    """One finding where routing never asks the field, else one for each partition that people of several sides belong in."""
    never = not _sources(context, split) & {
        each.name for route in routing.routes for each in asked(route.when, context.names)
    }
    for target, routes in _by_target(context, routing).items():
        if not never and _only_central(context, target):
            continue
        pair = _pair(context, split, routing, routes)
        if isinstance(pair, str):
            yield _open(crm, routing, routes[0][1], pair)
        elif pair is not None:
            yield _finding(crm, split, routing, target, pair, never)
            if never:
                return


def _sources(context: Context, split: Split) -> set[str]:
    """The field and all that it is worked out from."""
    found: set[str] = set()
    waiting = [split.field.name]
    while waiting:
        name = waiting.pop()
        field = context.model.fields.get(name)
        if name not in found and isinstance(field, Field):
            waiting += [source.name for source in field.sources]
        found.add(name)
    return found


def _by_target(context: Context, routing: Routing) -> dict[str, Routes]:
    found: dict[str, Routes] = {}
    # What stands behind an `otherwise` takes nobody, and the text is read with an error there.
    whens = len(context.routes[routing.name].conditions)
    for place, route in enumerate(routing.routes[: whens + 1]):
        if route.target.name in context.model.partitions:
            found.setdefault(route.target.name, []).append((place, route))
    return found


def _only_central(context: Context, partition: str) -> bool:
    """Whether nobody sees the partition who does not see everybody anyway."""
    return all(context.sight.sees_everything(name) for name in context.sight.workspaces[partition])


def _pair(context: Context, split: Split, routing: Routing, routes: Routes) -> Pair | str | None:
    """Two people whom the CRM keeps apart, and who belong together here; why it can't be decided; None where there are none."""
    rules, known = context.routes[routing.name], [split.known]
    first: tuple[int, Route, Person] | None = None
    undecided = ""
    for place, route in routes:
        side = [split.side(first[2])] if first is not None else []
        found = rules.left(place, known, side)
        if is_person(found) and first is None:
            first = place, route, found
            found = rules.left(place, known, [split.side(found)])
        if is_person(found) and first is not None:
            one, other = split.side(first[2]), split.side(found)
            apart = rules.shown(first[0], [one], [other]), rules.shown(place, [other], [one])
            shown = [
                late if is_person(late) else early
                for late, early in zip(apart, (first[2], found), strict=True)
            ]
            return Pair(shown[0], first[1], shown[1], route)
        undecided = found.why if is_open(found) else undecided
    return undecided or None


def _finding(crm: Crm, split: Split, routing: Routing, target: str, pair: Pair, never: bool) -> Finding:
    both = f"{witness(pair.one)} and {witness(pair.other)} both belong in {target}"
    related = [Related(crm.span, f"the CRM keeps them apart by {split.field.name}")]
    if pair.other_by is not pair.one_by:
        related.append(Related(pair.other_by.span, "takes the other"))
    if never:
        return RULE.finding(
            routing.span,
            f"Routing {routing.name} never asks {split.field.name}, by which the CRM keeps people apart: {both}, "
            "so who works there sees people whose records they may not open in the CRM.",
            f"Ask {split.field.name} in its rules, and give each side a partition; or give the CRM's users the records of all.",
            related=tuple(related),
            subject=routing.id,
        )
    return RULE.finding(
        pair.one_by.span,
        f"The CRM keeps people apart by {split.field.name}, and routing {routing.name} does not: {both}, "
        "so who works there sees people whose records they may not open in the CRM.",
        "Send them to different partitions, or, if the CRM lets the same users open both, say so: "
        f"`split by {split.field.name} into LIST`.",
        related=tuple(related),
        subject=routing.id,
    )


def _nothing_routes(context: Context, crm: Crm, split: Split) -> Finding:
    return RULE.finding(
        crm.span,
        f"The CRM keeps people apart by {split.field.name}, and no routing says which partition each side belongs in: Marketo shows them "
        "all to whoever sees the partition that they land in.",
        f"Write a `routing` that asks {split.field.name}, with a partition for each side.",
        subject=context.model.instance.id,
    )


def _open(crm: Crm, routing: Routing, route: Route, why: str) -> Finding:
    return RULE.finding(
        route.span,
        f"Whether routing {routing.name} puts people together in {route.target.name} whom the CRM keeps apart can't be decided: {why}.",
        "Ask in simpler words what sets people apart.",
        related=(Related(crm.span, "the CRM's split"),),
        subject=routing.id,
        severity=Severity.ADVICE,
    )
