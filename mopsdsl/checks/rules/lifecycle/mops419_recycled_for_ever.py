"""MOPS419: a person can be recycled without limit or without a wait.

Whoever comes back from sales and is handed over again at once is called again about the same thing; without a limit for ever.
"""

from collections.abc import Callable, Iterator

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import is_sales, joined, shown, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import leaves
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.conditions import Age, Comparison, Condition, Not

RULE = Rule(
    "MOPS419",
    "recycled-for-ever",
    Severity.WARNING,
    "A person can be recycled without limit or without a wait.",
)


def check(context: Context) -> Iterator[Finding]:
    seen: set[tuple[int, str]] = set()
    for course in context.courses.values():
        found: dict[int, tuple[list[Way], list[str]]] = {}
        for lack, through in (("limit", _unlimited), ("wait", _unwaiting)):
            for circle in _circles(context, course, through(context, course)):
                again = next(way for way in circle[1:] if _to_sales(context, course, way))
                if (id(again.transition), lack) not in seen:
                    seen.add((id(again.transition), lack))
                    found.setdefault(id(again.transition), (circle, []))[1].append(lack)
        for circle, lacks in found.values():
            yield _finding(context, course, circle, lacks)


def _circles(context: Context, course: Course, through: Callable[[Way], bool]) -> Iterator[list[Way]]:
    """For every way back from sales a shortest circle of ways that `through` lets pass: back, over to sales again, and round."""
    for back in course.ways:
        if _from_sales(context, course, back) and through(back):
            reached = course.reached([back.target], through)
            if back.source in reached:
                yield [back, *course.path_to(back.source, reached)]


def _sales(context: Context, course: Course, stage: str) -> bool:
    return stage in course.stages and is_sales(context, course.stages[stage])


def _from_sales(context: Context, course: Course, way: Way) -> bool:
    return (
        _sales(context, course, way.source)
        and way.target in course.stages
        and not _sales(context, course, way.target)
    )


def _to_sales(context: Context, course: Course, way: Way) -> bool:
    return not _sales(context, course, way.source) and _sales(context, course, way.target)


def _unlimited(context: Context, course: Course) -> Callable[[Way], bool]:
    """Ways that ask for no limit, and that no team of marketing's decides: a number that may not be passed, or a time since some day."""
    scored = {score.field.name for score in context.model.scores.values()}
    return lambda way: (
        not _decided(context, course, way) and not any(_limits(leaf, scored) for leaf in _asked(way.when))
    )


def _unwaiting(context: Context, course: Course) -> Callable[[Way], bool]:
    """Ways that don't let time pass between coming back and being handed over again."""

    def passes(way: Way) -> bool:
        waits = way.kind == "after" or any(isinstance(leaf, Age) and leaf.older for leaf in _asked(way.when))
        at_sales = _sales(context, course, way.source)
        return at_sales or not (waits or _decided(context, course, way))

    return passes


def _decided(context: Context, course: Course, way: Way) -> bool:
    """Whether marketing itself decides each time."""
    return way.kind == "by" and not _sales(context, course, way.source)


def _asked(condition: Condition | None) -> Iterator[Condition]:
    """The parts that a condition asks; `not X < 3` is no limit, `not X >= 3` is one."""
    match condition:
        case None:
            return
        case Not(part=Comparison(operator=operator) as part) if operator in (">", ">="):
            opposite = {">": "<=", ">=": "<"}[operator]
            yield Comparison(part.field, opposite, part.literal, part.span)
        case Not():
            return
        case _ if hasattr(condition, "parts"):
            for each in condition.parts:
                yield from _asked(each)
        case _:
            yield from leaves(condition)


def _limits(leaf: Condition, scored: set[str]) -> bool:
    if isinstance(leaf, Age):
        return not leaf.older
    return (
        isinstance(leaf, Comparison)
        and leaf.operator in ("<", "<=", "is")
        and (
            not isinstance(leaf.literal.value, str)
            and leaf.field.name not in scored
            and "Score" not in leaf.field.name
        )
    )


def _finding(context: Context, course: Course, circle: list[Way], lacks: list[str]) -> Finding:
    again = next(way for way in circle[1:] if _to_sales(context, course, way))
    back = circle[0]
    without = joined([f"without {'limit' if lack == 'limit' else 'a wait'}" for lack in lacks])
    helps = {
        "limit": "count how often (`Times_Recycled < 3`)",
        "wait": f"let time pass (`{again.text} after 60 days`, or `Last_Recycled older than 60 days`)",
    }
    return RULE.finding(
        again.span,
        f"Whoever comes back from {back.source} to {back.target} can be handed over to {again.target} again and again, {without}.",
        f"In `{again.text}`, {joined([helps[lack] for lack in lacks])}.",
        related=shown(Related(way.span, way_label(way)) for way in circle if way is not again),
        subject=again.owner.id,
    )
