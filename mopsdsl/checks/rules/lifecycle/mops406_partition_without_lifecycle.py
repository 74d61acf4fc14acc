"""MOPS406: people whom no lifecycle moves."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import Coverage, coverages
from mopsdsl.checks.lifecycles import shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.model.access import Partition
from mopsdsl.model.base import Everything

RULE = Rule(
    "MOPS406",
    "partition-without-lifecycle",
    Severity.WARNING,
    "People whom no lifecycle moves: which partitions.",
)


def check(context: Context) -> Iterator[Finding]:
    covers = coverages(context)
    if not covers or not all(cover.clear for cover in covers):
        return
    moved = frozenset().union(*(cover.moves for cover in covers))
    for partition in context.model.partitions.values():
        if partition.name not in moved and _has_people(context, partition):
            yield _finding(context, partition, covers)


def _has_people(context: Context, partition: Partition) -> bool:
    """Marketo's own Default partition counts where somebody declares it or routing sends people there."""
    if partition.empty or partition.people == 0 or partition.deprecated is not None:
        return False
    routes = (route for routing in context.model.routings.values() for route in routing.routes)
    return not partition.implied or any(route.target.name == partition.name for route in routes)


def _finding(context: Context, partition: Partition, covers: list[Coverage]) -> Finding:
    blind = [cover for cover in covers if partition.name in cover.claims]
    why = "no lifecycle is for them"
    if blind:
        first = blind[0].lifecycle
        home = first.workspace.name if first.workspace is not None else "Default"
        why = (
            f"{first.name} is for them, but its campaigns stand in workspace {home}, which does not see them"
        )
    places = [
        Related(cover.lifecycle.span, f"lifecycle {cover.lifecycle.name} is for them") for cover in blind
    ]
    for cover in covers:
        partitions = cover.lifecycle.partitions
        if isinstance(partitions, Everything):
            left_out = (one for one in partitions.except_ if one.name == partition.name)
            places += [
                Related(one.span, f"lifecycle {cover.lifecycle.name} leaves them out") for one in left_out
            ]
    label = "Marketo's own partition Default" if partition.implied else f"partition {partition.name}"
    return RULE.finding(
        covers[0].lifecycle.span if partition.implied else partition.span,
        f"Nothing moves the people of {label} from stage to stage: {why}.",
        "Keep the lifecycle in a workspace that sees them."
        if blind
        else f"Write a lifecycle for them (`for partitions {partition.name}`), or take them into one that is there.",
        related=shown(places),
        subject=partition.id,
    )
