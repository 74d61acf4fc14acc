"""What several rules ask about lifecycles: whose a stage is, what moves people besides the transitions, and what nobody can fit."""

from collections.abc import Iterable, Iterator

from mopsdsl._value import value
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Related
from mopsdsl.graphs.conditions import leaves
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.assets import SmartCampaign
from mopsdsl.model.conditions import Condition
from mopsdsl.model.lifecycle import Stage
from mopsdsl.source.text import Span

SHOWN = 10


def sides(context: Context, stage: Stage) -> frozenset[str]:
    """The sides of the teams that own a stage; "" for a team that has none."""
    teams = (context.model.teams.get(owner.name) for owner in stage.owners)
    return frozenset(team.side for team in teams if team is not None)


def owners_known(context: Context, *stages: Stage) -> bool:
    """Whether it is known who looks after some stages: no owner's name leads nowhere."""
    return all(owner.name in context.model.teams for stage in stages for owner in stage.owners)


def is_sales(context: Context, stage: Stage) -> bool:
    """Whether sales alone looks after the people there."""
    found = sides(context, stage)
    return "sales" in found and "marketing" not in found


def is_marketing(context: Context, stage: Stage) -> bool:
    return "marketing" in sides(context, stage)


@value
class Elsewhere:
    """Something besides the transitions that takes people to a stage, with its place: a campaign's step, or a fence's clause."""

    stage: str
    label: str
    span: Span
    campaign: SmartCampaign | None = None


def elsewhere(context: Context, course: Course) -> tuple[Elsewhere, ...]:
    """What takes people to the stages of a course besides its transitions, in a fixed order; looked for once."""
    known, name = context.elsewhere, course.lifecycle.name
    if name not in known:
        known[name] = tuple(_elsewhere(context, course))
    return known[name]


def _elsewhere(context: Context, course: Course) -> Iterator[Elsewhere]:
    for campaign, target, span in context.stage_changes:
        stage = course.key(target)
        if stage is not None:
            yield Elsewhere(stage, f"campaign {campaign.name} takes people there", span, campaign)
    line = {one.name for one in course.lineage}
    for fence in context.model.fences.values():
        if fence.lifecycle is not None and fence.lifecycle.name in line:
            targets = [(way.stage, way.span) for way in fence.ways_back]
            targets += [(rule.target, rule.span) for rule in fence.opportunities if rule.target is not None]
            for target, span in targets:
                stage = course.key(target)
                if stage is not None:
                    yield Elsewhere(stage, f"fence {fence.name} sends people there", span)
    for home in sorted(line):
        for other, way in context.ways_abroad.get(home, ()):
            if not line & {one.name for one in other.lineage}:
                stage = way.target.rpartition(".")[2]
                yield Elsewhere(stage, f"lifecycle {other.lifecycle.name} sends people there", way.span)


def told_already(context: Context, condition: Condition) -> bool:
    """Whether a part of the condition asks for a value that its field can never have, which is MOPS011 where it stands."""
    return any(context.decider.person([leaf]) is None for leaf in leaves(condition))


def way_label(way: Way) -> str:
    """A transition as a further place of a finding says it, beside its line."""
    return f"from {way.source} to {way.target}"


def shown(places: Iterable[Related]) -> tuple[Related, ...]:
    """The first places, the last of them with the number of those that are left out."""
    found = list(places)
    if len(found) <= SHOWN:
        return tuple(found)
    last = found[SHOWN - 1]
    more = Related(last.span, f"{last.label}, and {len(found) - SHOWN} more")
    return (*found[: SHOWN - 1], more)
