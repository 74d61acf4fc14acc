"""Where the times of a fence and those of its lifecycle can't both be meant."""

from collections.abc import Iterator

from mopsdsl.checks.fenced import Contradiction, Fenced
from mopsdsl.checks.lifecycles import way_label
from mopsdsl.checks.waits import compare_in, longest
from mopsdsl.diagnostics.finding import Related, Severity
from mopsdsl.graphs.lifecycle import Way
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Acceptance, Stage, WayBack
from mopsdsl.source.text import Span


def times(fenced: Fenced) -> Iterator[Contradiction]:
    clause, start = fenced.fence.acceptance, fenced.handed_over
    if clause is not None and clause.within is not None and start is not None:
        yield from _two_clocks(fenced, clause, clause.within, start)
        yield from _taken_away(fenced, clause, clause.within, start)
    if fenced.accepted is not None:
        yield from _duties(fenced, fenced.accepted)
    for way_back in fenced.fence.ways_back:
        yield from _stalled(fenced, way_back)


def _two_clocks(
    fenced: Fenced, clause: Acceptance, within: Duration, start: Stage
) -> Iterator[Contradiction]:
    order = compare_in(fenced.context, start, within, start.sla) if start.sla is not None else 0
    if start.sla is not None and order in (1, None):
        never = "they never agree" if order == 1 else "on some days they don't agree"
        yield Contradiction(
            clause.span,
            f"{fenced.fence.title} gives sales {within.text} to accept, and {start.title} is over its SLA after {start.sla.text}: "
            f"two clocks for one promise, and {never}.",
            "Promise no more time than the stage allows.",
            (Related(start.span, f"{start.title} has an SLA of {start.sla.text}"),),
            Severity.ADVICE if order is None else None,
        )


def _taken_away(
    fenced: Fenced, clause: Acceptance, within: Duration, start: Stage
) -> Iterator[Contradiction]:
    end = fenced.accepted.name if fenced.accepted is not None else ""
    for way in _timers(fenced, start):
        if way.target not in (end, start.name):
            yield from _too_soon(fenced, clause.span, "accept", within, way)


def _duties(fenced: Fenced, accepted: Stage) -> Iterator[Contradiction]:
    back = {fenced.course.key(one.stage) for one in fenced.fence.ways_back}
    ways = [way for way in _timers(fenced, accepted) if way.target in back]
    for duty in fenced.fence.duties:
        for way in ways if duty.within is not None else ():
            assert duty.within is not None
            yield from _too_soon(fenced, duty.span, duty.action, duty.within, way)


def _too_soon(fenced: Fenced, span: Span, what: str, within: Duration, way: Way) -> Iterator[Contradiction]:
    order, after = _order(fenced, way, within), _time(way).text
    if order in (-1, None):
        yield Contradiction(
            span,
            f"Sales has {within.text} to {what}, and after {after} the lifecycle takes the lead away to {way.target}: "
            + (
                "the promise can be broken without anybody being late."
                if order == -1
                else f"on some days that is too soon{_example(fenced, way, within)}."
            ),
            "Promise less time, or let the lifecycle wait longer.",
            (Related(way.span, way_label(way)),),
            Severity.ADVICE if order is None else None,
        )


def _example(fenced: Fenced, way: Way, within: Duration) -> str:
    """A lead for whom the promise lasts longest."""
    wait = longest(fenced.context, fenced.course.stages[way.source], within, fenced.course)
    return f". For a lead of {wait.arrives}, sales has until {wait.ends}" if wait is not None else ""


def _stalled(fenced: Fenced, clause: WayBack) -> Iterator[Contradiction]:
    """A lead has stalled for some time before the lifecycle sends it back, at whatever stage it is by then.

    A timer that comes sooner leaves the clause nothing to do. One that comes later only leaves it to people: that is a warning.
    """
    stage, time, back = fenced.accepted or fenced.handed_over, clause.stalled, fenced.course.key(clause.stage)
    here = _timers_to(fenced, stage, back) if stage is not None else []
    if time is None or not here or any(_may_be_it(way, back) for way in fenced.course.unclear):
        return
    reached = fenced.reached_from(fenced.handed_over, fenced.accepted) & fenced.course.stages.keys()
    others = [way for name in sorted(reached) for way in _timers_to(fenced, fenced.course.stages[name], back)]
    orders = [_order(fenced, way, time) for way in others]
    if 0 not in orders:
        yield _other_time(
            fenced, clause, time, here, None if None in orders else _order(fenced, here[0], time)
        )


def _may_be_it(way: Way, target: str | None) -> bool:
    """Whether a way of which a name leads nowhere may be a timer to a stage."""
    return way.kind == "after" and way.target in ("", target)


def _other_time(
    fenced: Fenced, clause: WayBack, time: Duration, here: list[Way], order: int | None
) -> Contradiction:
    how = {-1: "sooner", 1: "later", None: "on some days sooner, on others later"}[order]
    return Contradiction(
        clause.span,
        f"{fenced.fence.title} sends a lead back that has stalled for {time.text}, and {fenced.title} does it {how}: "
        f"{way_label(here[0])} after {_time(here[0]).text}.",
        "Write the same time in both.",
        tuple(Related(way.span, way_label(way)) for way in here),
        {-1: None, 1: Severity.WARNING, None: Severity.ADVICE}[order],
    )


def _timers(fenced: Fenced, stage: Stage) -> Iterator[Way]:
    """The ways on that time alone opens."""
    for way in fenced.course.out[stage.name]:
        if way.kind == "after" and way.when is None:
            yield way


def _timers_to(fenced: Fenced, stage: Stage, target: str | None) -> list[Way]:
    return [way for way in _timers(fenced, stage) if way.target == target]


def _time(way: Way) -> Duration:
    assert way.transition is not None
    assert way.transition.after is not None
    return way.transition.after


def _order(fenced: Fenced, way: Way, time: Duration) -> int | None:
    return compare_in(fenced.context, fenced.course.stages[way.source], _time(way), time)
