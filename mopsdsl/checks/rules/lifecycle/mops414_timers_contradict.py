"""MOPS414: a timeout that always fires before the SLA of its stage, or one that another always comes before."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Stage

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


def _for_everybody(context: Context, way: Way) -> bool:
    """Whether the way asks nothing that somebody could fail; `otherwise` takes whoever no condition takes."""
    if way.when is None:
        return True
    return context.decider.person(none_of=[context.places.put(way.when, way.source)]) is None


def _time(way: Way) -> Duration:
    assert way.transition is not None
    assert way.transition.after is not None
    return way.transition.after


def _before_sla(context: Context, course: Course, stage: Stage, timers: list[Way]) -> Iterator[Finding]:
    for way in timers:
        if stage.sla is None or not _for_everybody(context, way):
            continue
        place = (Related(stage.span, f"stage {stage.name} promises {stage.sla.text}"),)
        order = _compare(context, stage, _time(way), stage.sla)
        if order == -1:
            yield RULE.finding(
                way.span,
                f"Stage {stage.name} promises {stage.sla.text}, and after {_time(way).text} people are taken to {way.target} all the same: "
                "the promise can't be kept or broken any more.",
                f"Let the timeout come after the promise: `{way.text} after {stage.sla.text}` or longer.",
                related=place,
                subject=way.owner.id,
            )
        elif order is None:
            yield from _by_calendar(context, course, stage, way, place)


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
    ways = course.out[stage.name]
    for way in timers:
        for other in ways:
            first = other.instant or (
                other.kind == "after" and _compare(context, stage, _time(other), _time(way)) == -1
            )
            if other is not way and first and _for_everybody(context, other):
                yield RULE.finding(
                    way.span,
                    f"Nobody is ever in stage {stage.name} for {_time(way).text}: {other.target} takes everybody "
                    + (f"after {_time(other).text}." if other.kind == "after" else "at once."),
                    "Make it the shorter one, let the other ask a condition, or take one of them out.",
                    related=(Related(other.span, way_label(other)),),
                    subject=way.owner.id,
                )
                break
