"""MOPS419: a person can be recycled without limit or without a wait.

Whoever comes back from sales and is handed over again at once is called again about the same thing; without a limit for ever.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import is_sales, shown, way_label
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.conditions import leaves
from mopsdsl.graphs.cycles import left_over
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.model.conditions import Age, Comparison, Condition, Literal, Not

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
    passing = [way for way in course.ways if through(way)]
    after = left_over((way.source, way.target) for way in passing)
    before = left_over((way.target, way.source) for way in passing)
    around = {id(way) for way in passing if way.target in after and way.source in before}
    for back in passing:
        if id(back) in around and _from_sales(context, course, back):
            reached = course.reached([back.target], lambda way: id(way) in around)
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
    return lambda way: not _decided(context, course, way) and not _limits(context, way.when, scored)


def _unwaiting(context: Context, course: Course) -> Callable[[Way], bool]:
    """Ways that don't let time pass between coming back and being handed over again."""

    def passes(way: Way) -> bool:
        waits = way.kind == "after" or _asks_for_time(context, way.when)
        at_sales = _sales(context, course, way.source)
        return at_sales or not (waits or _decided(context, course, way))

    return passes


def _decided(context: Context, course: Course, way: Way) -> bool:
    """Whether marketing itself decides each time."""
    return way.kind == "by" and not _sales(context, course, way.source)


def _limits(context: Context, when: Condition | None, scored: set[str]) -> bool:
    """Whether nobody can fit once a number that it asks has grown beyond all that it asks of it, or once a day is long ago."""
    if when is None:
        return False
    asked = list(leaves(when))
    ages = (one for one in asked if isinstance(one, Age))
    if any(_implies(context, when, one if not one.older else Not(one, one.span)) for one in ages):
        return True
    numbers = (one for one in asked if isinstance(one, Comparison) and _counts(context, one, scored))
    return any(_implies(context, when, Not(_beyond(context, one, asked), one.span)) for one in numbers)


def _counts(context: Context, one: Comparison, scored: set[str]) -> bool:
    """Whether it asks of a number that may count rounds: points are given for what people do."""
    field = context.model.fields.get(one.field.name)
    is_number = field is not None and field.type == "number"
    return is_number and one.field.name not in scored and "Score" not in one.field.name


def _beyond(context: Context, one: Comparison, asked: Sequence[Condition]) -> Condition:
    """That its number is more than all numbers which are asked of it, as far as it can grow."""
    named = [
        other.literal.value
        for other in asked
        if isinstance(other, Comparison) and other.field.name == one.field.name
        if not isinstance(other.literal.value, str | date)
    ]
    field = context.model.fields.get(one.field.name)
    most = max(named, default=0)
    top = most + 1 if field is None or field.high is None else min(most + 1, field.high)
    return Comparison(one.field, ">=", Literal(top, one.span), one.span)


def _asks_for_time(context: Context, when: Condition | None) -> bool:
    """Whether nobody fits it before some time has passed since a day."""
    ages = (one for one in leaves(when) if isinstance(one, Age))
    return when is not None and any(
        _implies(context, when, one if one.older else Not(one, one.span)) for one in ages
    )


def _implies(context: Context, when: Condition, other: Condition) -> bool:
    return context.decider.implies(when, other) is True


def _finding(context: Context, course: Course, circle: list[Way], lacks: list[str]) -> Finding:
    again = next(way for way in circle[1:] if _to_sales(context, course, way))
    back = circle[0]
    without = some([f"without {'limit' if lack == 'limit' else 'a wait'}" for lack in lacks])
    helps = {
        "limit": "count how often (`Times_Recycled < 3`)",
        "wait": f"let time pass (`{again.text} after 60 days`, or `Last_Recycled older than 60 days`)",
    }
    return RULE.finding(
        again.span,
        f"Whoever comes back from {back.source} to {back.target} can be handed over to {again.target} again and again, {without}.",
        f"In `{again.text}`, {some([helps[lack] for lack in lacks])}.",
        related=shown(Related(way.span, way_label(way)) for way in circle if way is not again),
        subject=again.owner.id,
    )
