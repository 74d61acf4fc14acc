"""MOPS412: a hand-over with no stage between marketing's and won."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import is_marketing, is_sales
from mopsdsl.diagnostics.finding import Finding, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.lifecycle import Stage

RULE = Rule(
    "MOPS412",
    "stages-too-coarse",
    Severity.ADVICE,
    "A hand-over with no stage between marketing's and won.",
)
WON = frozenset(("won", "customer", "client", "deal"))
"""The words by which an end is known as won, in its name, title or status, where no success path says which it is."""


def check(context: Context) -> Iterator[Finding]:
    seen: set[int] = set()
    for course in context.courses.values():
        won = _won(course)
        for way in course.ways if won is not None else ():
            if way.target == won and _hands_over(context, course, way) and id(way.transition) not in seen:
                seen.add(id(way.transition))
                yield _finding(way)


def _won(course: Course) -> str | None:
    """The last stage of the success path; without one, an end that is called so."""
    if course.path:
        last = course.key(course.path[-1])
        return last if last in course.stages else None
    ends = (name for name, stage in course.stages.items() if stage.type == "end")
    return next((name for name in ends if _words(course.stages[name]) & WON), None)


def _words(stage: Stage) -> frozenset[str]:
    said = [stage.name, stage.title, *(str(status.value) for status in stage.statuses)]
    return frozenset(" ".join(said).replace("_", " ").casefold().split())


def _hands_over(context: Context, course: Course, way: Way) -> bool:
    source = course.stages.get(way.source)
    return (
        source is not None and is_marketing(context, source) and is_sales(context, course.stages[way.target])
    )


def _finding(way: Way) -> Finding:
    return RULE.finding(
        way.span,
        f"Between {way.source}, which is marketing's, and {way.target} there is no stage of sales': nobody can see whether a lead was "
        "taken on, worked on or forgotten, and a lost deal teaches nothing.",
        "Put at least one stage between them, for leads that sales has and has not won yet.",
        subject=way.owner.id,
    )
