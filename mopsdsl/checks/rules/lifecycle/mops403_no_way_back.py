"""MOPS403: a sales stage from which a stalled person can never come back to marketing."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import elsewhere, is_marketing, is_sales, owners_known, shown
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.lifecycle import Course

RULE = Rule(
    "MOPS403",
    "no-way-back",
    Severity.ERROR,
    "A sales stage from which a stalled person can never come back to marketing.",
)


def check(context: Context) -> Iterator[Finding]:
    for course in context.courses.values():
        for name, stage in course.stages.items():
            if stage.type != "end" and is_sales(context, stage) and course.homes[name] is course.lifecycle:
                yield from _stuck(context, course, name)


def _stuck(context: Context, course: Course, name: str) -> Iterator[Finding]:
    if _comes_back(context, course, name):
        return
    reached = [stage for stage in course.reached([name]) if stage in course.stages]
    perhaps = course.could_reach([name]).difference(reached)
    back = [stage for stage in reached if _is_back(context, course, name, stage)]
    if any(_is_back(context, course, name, stage) for stage in perhaps) or not _known(
        context, course, reached
    ):
        return
    fences = [
        other
        for other in elsewhere(context, course)
        if other.campaign is None and _is_back(context, course, name, other.stage)
    ]
    ends = some([stage for stage in reached if stage != name]) or "nowhere"
    doubt = f", and nobody says whether {some(back)} is marketing's or the end of the road" if back else ""
    yield RULE.finding(
        course.stages[name].span,
        f"A lead that stalls in stage {name} of lifecycle {course.lifecycle.name}, which sales looks after, never comes back to "
        f"marketing: from there people get to {ends}{doubt}.",
        "Say whose it is (`side marketing` in the team), and which stages are the success path."
        if back
        else f"Write a way back to a stage of marketing's, by a decision or by time: `{name} -> STAGE after 30 days`.",
        related=shown(Related(other.span, f"{other.label}, and no transition does") for other in fences),
        subject=course.lifecycle.id,
        severity=Severity.ADVICE if back or fences else None,
    )


def _comes_back(context: Context, course: Course, name: str) -> bool:
    """Whether one of the stages reached is surely marketing's: often a near one, so the rest need not be looked for."""
    return any(
        _is_back(context, course, name, stage) and _surely_marketing(context, course, stage)
        for stage in course.reaching(name)
        if stage in course.stages
    )


def _known(context: Context, course: Course, reached: list[str]) -> bool:
    """Whether nothing hangs on a name that leads nowhere: whose a stage is, or what the success path is."""
    stages = (course.stages[stage] for stage in reached)
    return None not in map(course.key, course.path) and owners_known(context, *stages)


def _surely_marketing(context: Context, course: Course, stage: str) -> bool:
    """An end of marketing's may be a lead that was won: without a success path nobody can tell."""
    found = course.stages[stage]
    return is_marketing(context, found) and (found.type != "end" or bool(course.path))


def _is_back(context: Context, course: Course, start: str, stage: str) -> bool:
    """Whether the stage is not sales' alone, and no success that a stalled person would have to reach first."""
    found = course.stages.get(stage)
    if found is None or stage == start or is_sales(context, found):
        return False
    order = course.order
    if stage in order and (start not in order or order[stage] > order[start]):
        return start not in order and found.type != "end"
    return bool(found.owners)
