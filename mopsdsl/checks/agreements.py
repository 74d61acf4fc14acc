"""What several rules ask about fences: which lifecycle one stands on, and which of them hold for a lifecycle's people."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from mopsdsl.checks.context import Context
from mopsdsl.graphs.lifecycle import Course, course_of_fence, fences_along
from mopsdsl.model.lifecycle import Agreement, Fence


def course_of(context: Context, fence: Fence) -> Course | None:
    """The lifecycle that a fence stands on; without `on`, the only one that there is."""
    return course_of_fence(fence, context.courses)


def fences_on(context: Context, course: Course) -> list[Fence]:
    """The fences that hold for the people of a lifecycle: its own, or else those of the nearest lifecycle that it extends."""
    return fences_along(course, context.model.fences.values(), context.courses)


def agreed_on(fences: Iterable[Fence]) -> date | None:
    """The day since which some fences hold as they are: that of the last agreement to one of them."""
    agreements = [agreement for fence in fences if (agreement := last_agreement(fence)) is not None]
    days = [agreement.on for agreement in agreements if agreement.on is not None]
    return max(days, default=None)


def sides(context: Context, fence: Fence) -> tuple[str, str]:
    """Marketing's side and sales' side, as the teams say it; a team that does not say is what its place makes it."""
    teams = context.model.teams
    first, second = teams.get(fence.marketing.name), teams.get(fence.sales.name)
    return (first.side if first and first.side else "marketing"), (
        second.side if second and second.side else "sales"
    )


def side_of(context: Context, name: str) -> str:
    """The side that somebody is on by the teams they lead or are in; "" where that is not known, or both."""
    teams = context.model.teams.values()
    found = {team.side for team in teams if name in (team.lead, *team.members)}
    return found.pop() if len(found) == 1 else ""


def last_agreement(fence: Fence) -> Agreement | None:
    """The last time that somebody agreed on a day that is written down."""
    dated = [(one.on, one) for one in fence.agreements if one.on is not None]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


def review_due(fence: Fence) -> date | None:
    """The day on which a fence is to be looked at again; None where nobody has said when, or since when."""
    last = last_agreement(fence)
    if last is None or last.on is None or fence.review is None:
        return None
    from mopsdsl.clock.calendar import working

    found = working(None).add(datetime(last.on.year, last.on.month, last.on.day, tzinfo=UTC), fence.review)
    return found.date() if isinstance(found, datetime) else None
