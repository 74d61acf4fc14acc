"""MOPS417: a gate with no default transition, or where people would have to wait.

A gate splits people and never holds them; it needs a default transition (experienceleague: using-revenue-model-gate-stages).
"""

from collections.abc import Iterator

from mopsdsl.checks.answers import is_person, witness
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.lifecycle import Stage

RULE = Rule(
    "MOPS417",
    "gate-without-otherwise",
    Severity.ERROR,
    "A gate stage with no default transition, or where people would have to wait.",
)


def check(context: Context) -> Iterator[Finding]:
    seen: set[int] = set()
    for course in context.courses.values():
        for name, stage in course.stages.items():
            if stage.type == "gate":
                if course.homes[name] is course.lifecycle and not course.may_leave(name, "otherwise"):
                    yield from _default(context, course, stage)
                for way in course.out[name]:
                    if way.kind in ("by", "after", "") and id(way.transition) not in seen:
                        seen.add(id(way.transition))
                        yield _wait(way)


def _default(context: Context, course: Course, stage: Stage) -> Iterator[Finding]:
    ways = course.out[stage.name]
    if any(way.kind == "otherwise" for way in ways):
        return
    conditions = [context.places.put(way.when, way.source) for way in ways if way.when is not None]
    left = context.decider.person(none_of=conditions)
    who = (
        f": {witness(left)} has nowhere to go" if is_person(left) and not course.may_leave(stage.name) else ""
    )
    yield RULE.finding(
        stage.span,
        f"Gate {stage.name} of lifecycle {course.lifecycle.name} has no default transition, and a gate holds nobody{who}.",
        f"Write where the rest go: `stage {stage.name} gate otherwise -> STAGE`.",
        related=shown(Related(way.span, way_label(way)) for way in ways),
        subject=course.lifecycle.id,
    )


def _wait(way: Way) -> Finding:
    why = {
        "by": "nobody is there long enough for a team to decide",
        "after": "nobody is there for any time",
        "": "it does not say whom it takes",
    }[way.kind]
    return RULE.finding(
        way.span,
        f"{way.source} is a gate, which people pass without a stop, so {way.text} never happens: {why}.",
        "Give it a condition (`when ...`) or make it the default (`otherwise`)."
        if way.kind == ""
        else f"Make {way.source} an inventory or SLA stage, where people can wait, or ask a condition here.",
        subject=way.owner.id,
    )
