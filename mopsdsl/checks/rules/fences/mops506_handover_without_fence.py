"""MOPS506: a transition from one side's stage to the other's that no fence covers."""

from collections.abc import Iterator

from mopsdsl.checks import agreements
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import owners_known, shown, sides, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.lifecycle import Course, Way

RULE = Rule(
    "MOPS506",
    "handover-without-fence",
    Severity.ERROR,
    "A transition from one side's stage to the other's that no fence covers.",
)


def check(context: Context) -> Iterator[Finding]:
    open_ = {name: ways for name, course in context.courses.items() if (ways := _unfenced(context, course))}
    for name, ways in open_.items():
        course = context.courses[name]
        # A fence on the common lifecycle would do for the local ones, too.
        if not any(parent.name in open_ for parent in course.lineage[1:]):
            yield _finding(course, ways)


def _unfenced(context: Context, course: Course) -> list[Way]:
    own = [way for way in course.ways if way.owner is course.lifecycle and _crosses(context, course, way)]
    return [] if _fenced(context, course) else own


def _fenced(context: Context, course: Course) -> bool:
    """Whether a fence between marketing and sales holds for the lifecycle's people; one without `on`, or on what
    nobody knows, may hold for any."""
    anywhere = [
        fence
        for fence in context.model.fences.values()
        if fence.lifecycle is None or fence.lifecycle.name not in context.courses
    ]
    found = (
        agreements.sides(context, fence) for fence in (*agreements.fences_on(context, course), *anywhere)
    )
    return any(set(between) == {"marketing", "sales"} for between in found)


def _crosses(context: Context, course: Course, way: Way) -> bool:
    """Whether somebody is passed from marketing alone to sales alone, or back, to be worked on there."""
    source, target = course.stages.get(way.source), course.stages.get(way.target)
    if source is None or target is None or not owners_known(context, source, target):
        return False
    between = {frozenset(sides(context, source)), frozenset(sides(context, target))}
    return between == {frozenset({"marketing"}), frozenset({"sales"})}


def _finding(course: Course, ways: list[Way]) -> Finding:
    first, *others = sorted(ways, key=lambda way: not _is_work(course, way))
    source, target = course.stages[first.source], course.stages[first.target]
    lifecycle = course.lifecycle
    return RULE.finding(
        first.span,
        f"{lifecycle.title} passes people from {source.title} ({source.owners[0].name}) to {target.title} ({target.owners[0].name}), "
        "and no fence says what the two sides owe each other there.",
        f"Agree on it: `fence NAME between TEAM and TEAM on {lifecycle.name} {{ hand over at STAGE ... }}`, with marketing's team first.",
        related=shown(Related(way.span, f"{way_label(way)}, without a fence, too") for way in others),
        subject=lifecycle.id,
        severity=None if _is_work(course, first) else Severity.WARNING,
    )


def _is_work(course: Course, way: Way) -> bool:
    """Whether somebody has something to do there: not at an end, unless it is the one that the success path leads to."""
    return course.stages[way.target].type != "end" or way.target in map(course.key, course.path)
