"""MOPS507: the fence's stages, times or owners are not the lifecycle's."""

from collections.abc import Iterator

from mopsdsl.checks.agreements import course_of
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import elsewhere, is_marketing, is_sales, joined, sides, way_label
from mopsdsl.checks.waits import compare_in
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.durations import compare
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.base import Duration, Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.model.lifecycle import Fence, Stage, StatusOwner
from mopsdsl.source.text import Span

RULE = Rule(
    "MOPS507",
    "fence-contradicts-lifecycle",
    Severity.ERROR,
    "The fence's stages, times or owners are not the lifecycle's.",
)


def check(context: Context) -> Iterator[Finding]:
    for fence in context.model.fences.values():
        course = course_of(context, fence)
        if course is not None and course.sound:
            yield from Comparison(context, fence, course).findings()


class Comparison:
    """A fence beside its lifecycle. `handed_over` and `accepted` are stages of that, None where the fence does not name one."""

    def __init__(self, context: Context, fence: Fence, course: Course) -> None:
        self.context = context
        self.fence = fence
        self.course = course
        self.handed_over = self.stage(fence.handover.stage) if fence.handover is not None else None
        self.accepted = self.stage(fence.acceptance.stage) if fence.acceptance is not None else None
        starts = [stage.name for stage in (self.handed_over, self.accepted) if stage is not None]
        self.moved = {one.stage for one in elsewhere(context, course) if one.campaign is not None}
        self.reached = {*course.reached(starts), *self.moved} if starts else set(course.stages)

    def findings(self) -> Iterator[Finding]:
        yield from self.strangers()
        yield from self.acceptance()
        yield from self.ways_back()
        yield from self.statuses()
        yield from self.promised_times()
        yield from self.stalled_times()

    def stage(self, reference: Reference) -> Stage | None:
        return self.course.stages.get(self.course.key(reference) or "")

    def found(
        self, span: Span, message: str, help: str, *related: Related, severity: Severity | None = None
    ) -> Finding:
        return RULE.finding(span, message, help, related=related, subject=self.fence.id, severity=severity)

    # Stages

    def named(self) -> Iterator[Reference]:
        fence = self.fence
        if fence.handover is not None:
            yield fence.handover.stage
        if fence.acceptance is not None:
            yield fence.acceptance.stage
        yield from (way.stage for way in fence.ways_back)
        yield from (rule.target for rule in fence.opportunities if rule.target is not None)

    def strangers(self) -> Iterator[Finding]:
        title = self.course.lifecycle.title
        for reference in self.named():
            key = self.course.key(reference)
            if key is not None and key not in self.course.stages:
                yield self.found(
                    reference.span,
                    f"{self.fence.title} stands on {title}, which has no stage {key}: its people never come there.",
                    f"Name a stage of {title}, or make a fence for the other lifecycle.",
                    Related(self.course.lifecycle.span, f"{title} is here"),
                )

    def acceptance(self) -> Iterator[Finding]:
        start, end, clause = self.handed_over, self.accepted, self.fence.acceptance
        if end is None or clause is None:
            return
        if start is not None and end.name not in {*self.course.reached([start.name]), *self.moved}:
            yield self.found(
                clause.span,
                f"Nobody who is handed over at {start.title} can ever be accepted: no transition leads from there to {end.title}.",
                f"Add the transition (`{start.name} -> {end.name} by {self.fence.sales.name}`), or accept at another stage.",
                Related(start.span, f"handed over at {start.title}"),
                Related(end.span, f"accepted at {end.title}"),
            )
        if is_marketing(self.context, end) and "sales" not in sides(self.context, end):
            yield self.found(
                clause.span,
                f"Sales accepts at {end.title}, and there the lead is {end.owners[0].name}'s by {self.course.lifecycle.title}: "
                "accepted, it would go back to marketing.",
                f"Let {self.fence.sales.name} own {end.title}, or accept at a stage of theirs.",
                Related(end.span, f"{end.title} is owned by {joined([owner.name for owner in end.owners])}"),
            )

    def ways_back(self) -> Iterator[Finding]:
        targets = [(way.stage, way.span) for way in self.fence.ways_back]
        targets += [(rule.target, rule.span) for rule in self.fence.opportunities if rule.target is not None]
        for reference, span in targets:
            stage = self.stage(reference)
            if stage is None:
                continue
            if stage.name not in self.reached:
                start = next(one for one in (self.handed_over, self.accepted) if one is not None)
                yield self.found(
                    span,
                    f"The way back to {stage.title} is no way in {self.course.lifecycle.title}: no transition leads there from "
                    f"{start.title} or later.",
                    f"Add the transition that the fence speaks of, as `{(self.accepted or start).name} -> {stage.name} after 30 days`.",
                    Related(stage.span, f"{stage.title} is here"),
                )
            elif stage.type != "end" and is_sales(self.context, stage):
                yield self.found(
                    span,
                    f"The way back leads to {stage.title}, which {stage.owners[0].name} owns: the lead stays with sales.",
                    "Return it to a stage of marketing's, or let marketing own this one.",
                    Related(
                        stage.span,
                        f"{stage.title} is owned by {joined([owner.name for owner in stage.owners])}",
                    ),
                )

    # Owners

    def statuses(self) -> Iterator[Finding]:
        own = {status for stage in self.course.stages.values() for status in map(_folded, stage.statuses)}
        stages = (stage for course in self.context.courses.values() for stage in course.stages.values())
        others = {status for stage in stages for status in map(_folded, stage.statuses)} - own
        for status in self.fence.statuses:
            if _folded(status.status) in others:
                written = literal_text(status.status)
                yield self.found(
                    status.status.span,
                    f"No stage of {self.course.lifecycle.title} has the status {written}: it means people of another lifecycle.",
                    f"Give it to the stage that it means (`status {written}`), or take the line out here.",
                )
            yield from self.owner(status)

    def owner(self, status: StatusOwner) -> Iterator[Finding]:
        teams, owner = self.context.model.teams, status.owner
        if owner is None or owner.name not in teams:
            return
        stages = [
            stage
            for stage in self.course.stages.values()
            if _folded(status.status) in map(_folded, stage.statuses)
        ]
        owners = {one.name for stage in stages for one in stage.owners}
        if owners and owner.name not in owners and owners <= teams.keys():
            same_side = {teams[owner.name].side} == {teams[name].side for name in owners}
            yield self.found(
                owner.span,
                f"{self.fence.title} says that {owner.name} owns the status {literal_text(status.status)}, and "
                f"{self.course.lifecycle.title} that {joined(sorted(owners))} owns {joined([stage.title for stage in stages])}, "
                "which is the same people.",
                "Let one team own both: reports are made by status, work is done by stage.",
                *(Related(stage.span, f"{stage.title} has this status") for stage in stages),
                severity=Severity.WARNING if same_side else None,
            )

    # Times

    def timers(self, stage: Stage) -> Iterator[Way]:
        """The ways on that time alone opens."""
        for way in self.course.out[stage.name]:
            if way.kind == "after" and way.when is None:
                yield way

    def promised_times(self) -> Iterator[Finding]:
        clause, start = self.fence.acceptance, self.handed_over
        if clause is not None and clause.within is not None and start is not None:
            if start.sla is not None and self.surely(start, clause.within, start.sla, 1):
                yield self.found(
                    clause.span,
                    f"{self.fence.title} gives sales {clause.within.text} to accept, and {start.title} is over its SLA after "
                    f"{start.sla.text}: two clocks for one promise, and they never agree.",
                    "Promise no more time than the stage allows.",
                    Related(start.span, f"{start.title} has an SLA of {start.sla.text}"),
                )
            for way in self.timers(start):
                end = self.accepted.name if self.accepted is not None else ""
                if way.target not in (end, start.name) and self.is_sooner(start, way, clause.within):
                    yield self.too_soon(clause.span, "accept", clause.within.text, way)
        if self.accepted is not None:
            back = {self.course.key(one.stage) for one in self.fence.ways_back}
            for duty in self.fence.duties:
                for way in self.timers(self.accepted):
                    if (
                        way.target in back
                        and duty.within is not None
                        and self.is_sooner(self.accepted, way, duty.within)
                    ):
                        yield self.too_soon(duty.span, duty.action, duty.within.text, way)

    def is_sooner(self, stage: Stage, way: Way, within: Duration) -> bool:
        after = way.transition.after if way.transition is not None else None
        return after is not None and self.surely(stage, after, within, -1)

    def surely(self, stage: Stage, one: Duration, other: Duration, wanted: int) -> bool:
        """Whether one time is always the shorter (-1) or the longer (1) of two; the calendar is only asked where it can tell."""
        order = compare(one, other)
        if order is not None:
            return order == wanted
        shorter, longer = (one, other) if wanted == -1 else (other, one)
        if longer.business and not shorter.business:
            return False
        return compare_in(self.context, stage, one, other) == wanted

    def too_soon(self, span: Span, what: str, within: str, way: Way) -> Finding:
        after = (
            way.transition.after.text
            if way.transition is not None and way.transition.after is not None
            else ""
        )
        return self.found(
            span,
            f"Sales has {within} to {what}, and after {after} the lifecycle takes the lead away to {way.target}: "
            "the promise can be broken without anybody being late.",
            "Promise less time, or let the lifecycle wait longer.",
            Related(way.span, way_label(way)),
        )

    def stalled_times(self) -> Iterator[Finding]:
        """A lead has stalled for some time before the lifecycle sends it back, at whatever stage it is by then.

        A timer that comes sooner leaves the clause nothing to do. One that comes later only leaves it to people: that is a warning.
        """
        for clause in self.fence.ways_back:
            stage, time = self.accepted or self.handed_over, clause.stalled
            back = self.course.key(clause.stage)
            here = self._timers_to(stage.name, back) if stage is not None else []
            others = [way for name in sorted(self.reached) for way in self._timers_to(name, back)]
            if (
                time is None
                or not here
                or any(self._order(way, time) in (0, None) for way in (*here, *others))
            ):
                continue
            sooner = any(self._order(way, time) == -1 for way in here)
            yield self.found(
                clause.span,
                f"{self.fence.title} sends a lead back that has stalled for {time.text}, and {self.course.lifecycle.title} does it "
                f"{'sooner' if sooner else 'later'}: {way_label(here[0])} after {_after(here[0])}.",
                "Write the same time in both.",
                *(Related(way.span, way_label(way)) for way in here),
                severity=None if sooner else Severity.WARNING,
            )

    def _timers_to(self, name: str, target: str | None) -> list[Way]:
        stage = self.course.stages.get(name)
        return [way for way in self.timers(stage) if way.target == target] if stage is not None else []

    def _order(self, way: Way, time: Duration) -> int | None:
        after = way.transition.after if way.transition is not None else None
        return (
            compare_in(self.context, self.course.stages[way.source], after, time)
            if after is not None
            else None
        )


def _after(way: Way) -> str:
    return (
        way.transition.after.text if way.transition is not None and way.transition.after is not None else ""
    )


def _folded(literal: Literal) -> str:
    return str(literal.value).casefold()
