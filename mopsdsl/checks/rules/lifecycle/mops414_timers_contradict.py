"""MOPS414: a timeout that always fires before the SLA of its stage, or one that another always comes before."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.answers import is_open
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Stage

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Undecided

RULE = Rule(
    "MOPS414",
    "timers-contradict",
    Severity.ERROR,
    "A timeout that always fires before, or never before, an SLA on the same stage.",
)


def check(context: Context) -> Iterator[Finding]:
    seen: set[int] = set()
    for course in context.courses.values():
        for name, stage in course.stages.items():
            if stage.type == "gate":
                continue
            timers = [
                way for way in course.out[name] if way.kind == "after" and id(way.transition) not in seen
            ]
            yield from _before_sla(context, course, stage, timers)
            yield from _never(context, course, stage, timers)
            seen.update(id(way.transition) for way in timers)


def _everybody(context: Context, way: Way) -> "bool | Undecided":
    """Whether the way asks nothing that somebody could fail; `otherwise` takes whoever no condition takes."""
    if way.when is None:
        return True
    found = context.decider.person(none_of=[context.places.put(way.when, way.source)])
    return found if is_open(found) else found is None


def _time(way: Way) -> Duration:
    assert way.transition is not None
    assert way.transition.after is not None
    return way.transition.after


def _before_sla(context: Context, course: Course, stage: Stage, timers: list[Way]) -> Iterator[Finding]:
    for way in timers if stage.sla is not None else ():
        assert stage.sla is not None
        order, everybody = _compare(context, stage, _time(way), stage.sla), _everybody(context, way)
        place = (Related(stage.span, f"stage {stage.name} promises {stage.sla.text}"),)
        if order in (0, 1) or everybody is False:
            continue
        if everybody is not True:
            promised = f"before the {stage.sla.text} that stage {stage.name} promises"
            what = f"everybody is taken to {way.target} after {_time(way).text}, {promised},"
            yield _open(way, what, everybody.why, place)
        elif order == -1:
            yield RULE.finding(
                way.span,
                f"Stage {stage.name} promises {stage.sla.text}, and after {_time(way).text} people are taken to {way.target} all the same: "
                "the promise can't be kept or broken any more.",
                f"Let the timeout come after the promise: `{way.text} after {stage.sla.text}` or longer.",
                related=place,
                subject=way.owner.id,
            )
        else:
            yield from _by_calendar(context, course, stage, way, place)


def _open(way: Way, what: str, why: str, place: tuple[Related, ...]) -> Finding:
    return RULE.finding(
        way.span,
        f"Whether {what} can't be decided: {why}.",
        "Ask it in simpler words, or leave the condition out.",
        related=place,
        subject=way.owner.id,
        severity=Severity.ADVICE,
    )


def _by_calendar(
    context: Context, course: Course, stage: Stage, way: Way, place: tuple[Related, ...]
) -> Iterator[Finding]:
    """Business time against the clock: on some days the timeout comes first."""
    from mopsdsl.checks.waits import longest

    assert stage.sla is not None
    wait = longest(context, stage, stage.sla, course)
    example = f". A lead that comes at {wait.arrives} may wait until {wait.ends}" if wait is not None else ""
    yield RULE.finding(
        way.span,
        f"Stage {stage.name} promises {stage.sla.text}, and {way.target} takes people after {_time(way).text}: on some days that is "
        f"before the promise is due{example}.",
        "Write both in business time, or the timeout long enough for the longest weekend.",
        related=place,
        subject=way.owner.id,
        severity=Severity.ADVICE,
    )


def _compare(context: Context, stage: Stage, one: Duration, other: Duration) -> int | None:
    if not one.business and not other.business:
        from mopsdsl.graphs.durations import compare

        return compare(one, other)
    from mopsdsl.checks.waits import compare_in

    return compare_in(context, stage, one, other)


def _never(context: Context, course: Course, stage: Stage, timers: list[Way]) -> Iterator[Finding]:
    """Timers that never fire, since another that asks nothing always comes first; or since everybody has gone at once."""
    for way in timers:
        earlier = [
            one for one in course.out[stage.name] if one is not way and _is_first(context, stage, one, way)
        ]
        answers = [(one, _everybody(context, one)) for one in earlier]
        sure = next((one for one, everybody in answers if everybody is True), None)
        if sure is not None:
            yield RULE.finding(
                way.span,
                f"Nobody is ever in stage {stage.name} for {_time(way).text}: {sure.target} takes everybody {_when(sure)}.",
                "Make it the shorter one, let the other ask a condition, or take one of them out.",
                related=(Related(sure.span, way_label(sure)),),
                subject=way.owner.id,
            )
            continue
        for one, everybody in answers:
            if not isinstance(everybody, bool):
                what = f"anybody is ever in stage {stage.name} for {_time(way).text}, or {one.target} takes everybody {_when(one)},"
                yield _open(way, what, everybody.why, (Related(one.span, way_label(one)),))
                break


def _is_first(context: Context, stage: Stage, one: Way, other: Way) -> bool:
    """Whether one way always takes people before another, which is a timer."""
    return one.instant or (one.kind == "after" and _compare(context, stage, _time(one), _time(other)) == -1)


def _when(way: Way) -> str:
    return f"after {_time(way).text}" if way.kind == "after" else "at once"
