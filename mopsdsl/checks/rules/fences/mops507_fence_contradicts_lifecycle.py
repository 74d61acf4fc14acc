"""MOPS507: the fence's stages, times or owners are not the lifecycle's."""

from collections.abc import Iterator

from mopsdsl.checks.agreements import course_of
from mopsdsl.checks.context import Context
from mopsdsl.checks.fenced import Contradiction, Fenced
from mopsdsl.checks.lifecycles import is_marketing, is_sales, sides
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.model.lifecycle import StatusOwner

RULE = Rule(
    "MOPS507",
    "fence-contradicts-lifecycle",
    Severity.ERROR,
    "The fence's stages, times or owners are not the lifecycle's.",
)


def check(context: Context) -> Iterator[Finding]:
    from mopsdsl.checks.fenced_times import times

    for fence in context.model.fences.values():
        course = course_of(context, fence)
        if course is not None and course.whole:
            fenced = Fenced(context, fence, course)
            for part in (_strangers, _acceptance, _ways_back, _statuses, times):
                for one in part(fenced):
                    yield RULE.finding(
                        one.span, one.message, one.help, related=one.related, subject=fence.id, severity=one.severity
                    )  # fmt: skip


def _strangers(fenced: Fenced) -> Iterator[Contradiction]:
    """Stages that another lifecycle has."""
    for reference in _named(fenced):
        key = fenced.course.key(reference)
        if key is not None and key not in fenced.course.stages:
            yield Contradiction(
                reference.span,
                f"{fenced.fence.title} stands on {fenced.title}, which has no stage {key}: its people never come there.",
                f"Name a stage of {fenced.title}, or make a fence for the other lifecycle.",
                (Related(fenced.course.lifecycle.span, f"{fenced.title} is here"),),
            )


def _named(fenced: Fenced) -> Iterator[Reference]:
    fence = fenced.fence
    if fence.handover is not None:
        yield fence.handover.stage
    if fence.acceptance is not None:
        yield fence.acceptance.stage
    yield from (way.stage for way in fence.ways_back)
    yield from (rule.target for rule in fence.opportunities if rule.target is not None)


def _acceptance(fenced: Fenced) -> Iterator[Contradiction]:
    start, end, clause, sales = (
        fenced.handed_over,
        fenced.accepted,
        fenced.fence.acceptance,
        fenced.fence.sales.name,
    )
    if end is None or clause is None:
        return
    if start is not None and end.name not in fenced.reached_from(start):
        yield Contradiction(
            clause.span,
            f"Nobody who is handed over at {start.title} can ever be accepted: no transition leads from there to {end.title}.",
            f"Add the transition (`{start.name} -> {end.name} by {sales}`), or accept at another stage.",
            (
                Related(start.span, f"handed over at {start.title}"),
                Related(end.span, f"accepted at {end.title}"),
            ),
        )
    if is_marketing(fenced.context, end) and "sales" not in sides(fenced.context, end):
        yield Contradiction(
            clause.span,
            f"Sales accepts at {end.title}, and there the lead is {end.owners[0].name}'s by {fenced.title}: "
            "accepted, it would go back to marketing.",
            f"Let {sales} own {end.title}, or accept at a stage of theirs.",
            (Related(end.span, f"{end.title} is owned by {some([owner.name for owner in end.owners])}"),),
        )


def _ways_back(fenced: Fenced) -> Iterator[Contradiction]:
    starts = [one for one in (fenced.handed_over, fenced.accepted) if one is not None]
    reached = fenced.reached_from(*starts)
    targets = [(way.stage, way.span) for way in fenced.fence.ways_back]
    targets += [(rule.target, rule.span) for rule in fenced.fence.opportunities if rule.target is not None]
    for reference, span in targets:
        stage = fenced.stage(reference)
        if stage is not None and stage.name not in reached:
            yield Contradiction(
                span,
                f"The way back to {stage.title} is no way in {fenced.title}: no transition leads there from "
                f"{starts[0].title} or later.",
                f"Add the transition that the fence speaks of, as `{starts[-1].name} -> {stage.name} after 30 days`.",
                (Related(stage.span, f"{stage.title} is here"),),
            )
        elif stage is not None and stage.type != "end" and is_sales(fenced.context, stage):
            yield Contradiction(
                span,
                f"The way back leads to {stage.title}, which {stage.owners[0].name} owns: the lead stays with sales.",
                "Return it to a stage of marketing's, or let marketing own this one.",
                (
                    Related(
                        stage.span,
                        f"{stage.title} is owned by {some([owner.name for owner in stage.owners])}",
                    ),
                ),
            )


def _statuses(fenced: Fenced) -> Iterator[Contradiction]:
    own = {status for stage in fenced.course.stages.values() for status in map(_folded, stage.statuses)}
    stages = (stage for course in fenced.context.courses.values() for stage in course.stages.values())
    others = {status for stage in stages for status in map(_folded, stage.statuses)} - own
    for status in fenced.fence.statuses:
        if _folded(status.status) in others:
            written = literal_text(status.status)
            yield Contradiction(
                status.status.span,
                f"No stage of {fenced.title} has the status {written}: it means people of another lifecycle.",
                f"Give it to the stage that it means (`status {written}`), or take the line out here.",
            )
        yield from _owner(fenced, status)


def _owner(fenced: Fenced, status: StatusOwner) -> Iterator[Contradiction]:
    teams, owner = fenced.context.model.teams, status.owner
    if owner is None or owner.name not in teams:
        return
    stages = [
        stage
        for stage in fenced.course.stages.values()
        if _folded(status.status) in map(_folded, stage.statuses)
    ]
    owners = {one.name for stage in stages for one in stage.owners}
    if owners and owner.name not in owners and owners <= teams.keys():
        same_side = {teams[owner.name].side} == {teams[name].side for name in owners}
        yield Contradiction(
            owner.span,
            f"{fenced.fence.title} says that {owner.name} owns the status {literal_text(status.status)}, and {fenced.title} that "
            f"{some(sorted(owners))} owns {some([stage.title for stage in stages])}, which is the same people.",
            "Let one team own both: reports are made by status, work is done by stage.",
            tuple(Related(stage.span, f"{stage.title} has this status") for stage in stages),
            Severity.WARNING if same_side else None,
        )


def _folded(literal: Literal) -> str:
    return str(literal.value).casefold()
