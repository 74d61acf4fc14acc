"""The model as a simulation asks it, each answer worked out once for all scenarios."""

from datetime import date
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.checks.agreements import fences_on
from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import coverages
from mopsdsl.clock.calendar import WorkingCalendar, of_team
from mopsdsl.graphs.carriers import Route as Carried
from mopsdsl.graphs.carriers import campaigns, routes_of
from mopsdsl.graphs.edges import World as Graphs
from mopsdsl.graphs.lifecycle import Course, courses
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import Sight
from mopsdsl.model.access import Grant
from mopsdsl.model.assets import Event, SmartCampaign
from mopsdsl.model.growth import Distribution
from mopsdsl.model.lifecycle import Fence, Score, ScoreRule


@value
class Trigger:
    """One trigger of a campaign."""

    campaign: SmartCampaign
    event: Event


class World:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.model = context.model
        self.names = context.names
        self.sight = context.sight
        self._graphs: dict[tuple[str, ...], Graphs] = {}

    def ended(self, day: date) -> list[Grant]:
        """The grants whose last day has passed on a day."""
        return [one for one in self.model.grants.values() if one.until is not None and one.until.day < day]

    def graphs(self, day: date) -> Graphs:
        """What `why` asks, with the grants that there are on a day."""
        ended = tuple(one.name for one in self.ended(day))
        if ended not in self._graphs:
            self._graphs[ended] = self._made_graphs(ended)
        return self._graphs[ended]

    def _made_graphs(self, ended: tuple[str, ...]) -> Graphs:
        if not ended:
            return Graphs(self.model, self.names, self.sight)
        from attrs import evolve

        grants = {name: one for name, one in self.model.grants.items() if name not in ended}
        model = evolve(self.model, grants=grants)
        return Graphs(model, Names(model), Sight(model))

    @cached_property
    def triggers(self) -> dict[str, list[Trigger]]:
        """What happens → the triggers that wait for it, by the campaigns' paths."""
        found: dict[str, list[Trigger]] = {}
        for campaign in campaigns(self.model):
            for event in campaign.triggers:
                found.setdefault(event.what, []).append(Trigger(campaign, event))
        return found

    @cached_property
    def rules(self) -> dict[str, list[tuple[Score, ScoreRule]]]:
        """What happens → the score rules that give points for it; under "" those with a condition."""
        found: dict[str, list[tuple[Score, ScoreRule]]] = {}
        for score in self.model.scores.values():
            for rule in score.rules:
                found.setdefault(rule.event.what if rule.event else "", []).append((score, rule))
        return found

    def derived(self, name: str) -> list[str]:
        """The fields that are worked out from one, through others too, in the order of the model."""
        found, waiting = {name}, [name]
        while waiting:
            new = [one for one in self._made_of.get(waiting.pop(), ()) if one not in found]
            found.update(new)
            waiting += new
        return sorted(found - {name}, key=self._order.__getitem__)

    @cached_property
    def _made_of(self) -> dict[str, list[str]]:
        """Field → the fields that have it for a source."""
        found: dict[str, list[str]] = {}
        for field in self.model.fields.values():
            for source in field.sources:
                found.setdefault(source.name, []).append(field.name)
        return found

    @cached_property
    def _order(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.model.fields)}

    @cached_property
    def courses(self) -> dict[str, Course]:
        return courses(self.names)

    @cached_property
    def movers(self) -> dict[str, list[Course]]:
        """Partition → the lifecycles that move its people, the most local one first."""
        found: dict[str, list[Course]] = {}
        for coverage in coverages(self.context):
            for partition in coverage.moves:
                found.setdefault(partition, []).append(self.courses[coverage.lifecycle.name])
        for movers in found.values():
            movers.sort(key=lambda course: (-len(course.lineage), course.lifecycle.name))
        return found

    @cached_property
    def routes(self) -> dict[str, list[Carried]]:
        """Campaign → the routes that it carries out."""
        return routes_of(self.model, self.names)

    def fences(self, course: Course) -> list[Fence]:
        """The fences that hold for the people of a lifecycle."""
        return fences_on(self.context, course)

    def distributions(self, course: Course, stage: str) -> list[Distribution]:
        """The distributions that hand out the people who reach a stage; those of a local lifecycle go before those it extends."""
        for lifecycle in course.lineage:
            found = [
                one
                for one in self.model.distributions.values()
                if one.lifecycle is not None
                and one.lifecycle.name == lifecycle.name
                and one.stage is not None
                and course.key(one.stage) == stage
            ]
            if found:
                return found
        return []

    def calendar(self, team: str | None) -> WorkingCalendar:
        return of_team(self.model, team)

    def sees(self, campaign: SmartCampaign, partition: str) -> bool:
        """Whether a campaign acts on the people of a partition: its workspace sees it."""
        return partition in self.sight.partitions.get(campaign.workspace.name, frozenset())
