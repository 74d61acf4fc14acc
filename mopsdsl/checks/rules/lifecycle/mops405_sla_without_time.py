"""MOPS405: an `sla` stage with no time, or no transition for when it runs out.

Marketo's SLA stage only counts who stayed too long; what then happens to them, a transition has to say (experienceleague:
understanding-revenue-models).
"""

from collections.abc import Iterator

from mopsdsl.checks.answers import is_open, is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.lifecycle import Stage

RULE = Rule(
    "MOPS405",
    "sla-without-time",
    Severity.ERROR,
    "An `sla` stage with no time, or no transition for when it runs out.",
)


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        for name, stage in course.stages.items():
            if stage.type == "sla" and course.homes[name] is course.lifecycle:
                if stage.sla is None:
                    yield _without_time(course, stage)
                if not course.may_leave(name, "after"):
                    yield from _without_way(context, course, stage)


def _without_time(course: Course, stage: Stage) -> Finding:
    return RULE.finding(
        stage.span,
        f"Stage {stage.name} of lifecycle {course.lifecycle.name} is an SLA stage and says no time: nobody is ever late there.",
        f"Write how long it may take: `stage {stage.name} sla 1 business day`.",
        subject=course.lifecycle.id,
    )


def _without_way(context: Context, course: Course, stage: Stage) -> Iterator[Finding]:
    timers = [way for way in course.out[stage.name] if way.kind == "after"]
    if not timers:
        time = stage.sla.text if stage.sla is not None else "30 days"
        promise = f" ({stage.sla.text})" if stage.sla is not None else ""
        yield RULE.finding(
            stage.span,
            f"Nothing happens when the time of stage {stage.name} of lifecycle {course.lifecycle.name}{promise} runs out: no transition "
            "leaves it by time.",
            f"Write where people go whom nobody has worked on: `{stage.name} -> STAGE after {time}`.",
            subject=course.lifecycle.id,
        )
    elif all(way.when is not None for way in timers):
        yield from _some_left(context, course, stage, timers)


def _some_left(context: Context, course: Course, stage: Stage, timers: list[Way]) -> Iterator[Finding]:
    """Every timer asks for more than time: somebody may fit none of them."""
    conditions = [context.places.put(way.when, stage.name) for way in timers if way.when is not None]
    found = context.decider.person(none_of=conditions)
    if is_person(found):
        who = f"no timer takes {witness(found)}"
    elif is_open(found):
        who = f"whether a timer takes everybody can't be decided: {found.why}"
    else:
        return
    yield RULE.finding(
        stage.span,
        f"When the time of stage {stage.name} of lifecycle {course.lifecycle.name} runs out, perhaps not everybody goes on: {who}.",
        "Leave one timer without a condition, for whoever is left.",
        related=tuple(Related(way.span, "by time, for some") for way in timers),
        subject=course.lifecycle.id,
        severity=Severity.ADVICE,
    )
