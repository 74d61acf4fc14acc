"""What a plan asks of every stage: deals from revenue, people from deals by the rates, and how much earlier they have to come.

Everything is a whole number or a fraction until it is shown: Kellogg's 26 2/3 deals at 20% take 133 1/3 leads, shown as 133, where 27
deals would have taken 135 (kellblog.com, 2019-12-03). Upstream is downstream divided by the rate, as in Woods' back-solve
(digitalbodylanguage.blogspot.com, 2009-11).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mopsdsl._value import value
from mopsdsl.model.base import Amount, Duration, Reference
from mopsdsl.model.growth import Forecast, Queue, Rate
from mopsdsl.model.model import Model

if TYPE_CHECKING:
    from fractions import Fraction

A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
"""How many of a period a year has."""

WAYS = 1_000
"""So many ways through the rates are looked at for the longest; more than one is rare."""

SUMS = 20_000
"""So many sums are done to find how often each stage is come to; a dozen stages that all lead to one another take some hundreds."""


@value
class Step:
    """So many of those in one stage come to the next, `lag` later. `rate` is above 0 and at most 1."""

    start: str
    end: str
    rate: "Fraction"
    lag: Duration | None
    written: Rate


def stage_name(stage: Reference) -> str:
    """A stage by its own name: `Global.MQL` and `MQL` are the same."""
    return stage.name.rpartition(".")[2]


def rate_of(rate: Rate, model: Model) -> Amount | None:
    """The number of a rate, its own or the assumption's; None where it names an assumption that does not exist."""
    if rate.assumption is None:
        return rate.amount
    assumption = model.assumptions.get(rate.assumption.name)
    return assumption.amount if assumption is not None else None


def steps(forecast: Forecast, model: Model) -> tuple[Step, ...]:
    """The rates that can be reckoned with: those above nothing and up to all."""
    from fractions import Fraction

    found = []
    for rate in forecast.rates:
        amount = rate_of(rate, model)
        if amount is not None and 0 < amount <= 1:
            ends = stage_name(rate.start), stage_name(rate.end)
            found.append(Step(*ends, Fraction(amount), rate.lag, rate))
    return tuple(found)


def deals(forecast: Forecast) -> "Fraction | None":
    """The deals that the revenue takes, in its own period; None where one of the two is missing, or in another currency."""
    from fractions import Fraction

    revenue, deal = forecast.revenue, forecast.average_deal
    if revenue is None or deal is None or deal.amount <= 0 or revenue.currency != deal.currency:
        return None
    return Fraction(revenue.amount) / Fraction(deal.amount)


def reached(steps: Sequence[Step], first: str) -> set[str]:
    """The stages that the rates lead to from a stage, itself included."""
    return _joined(((step.start, step.end) for step in steps), first)


def _leading(steps: Sequence[Step], won: str) -> set[str]:
    """The stages from which the rates lead to one, itself included."""
    return _joined(((step.end, step.start) for step in steps), won)


def _joined(pairs: Iterable[tuple[str, str]], first: str) -> set[str]:
    following: dict[str, list[str]] = {}
    for start, end in pairs:
        following.setdefault(start, []).append(end)
    found, waiting = {first}, [first]
    while waiting:
        fresh = set(following.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def shares(steps: Sequence[Step], first: str) -> dict[str, "Fraction"]:
    """Of one person who comes to the first stage, how often each stage is come to, all ways together; a way back counts again.

    Empty where the rates go in a circle in which nobody is ever lost, or in too many circles to add up.
    """
    from fractions import Fraction

    rows = {stage: {stage: Fraction(1)} for stage in sorted(reached(steps, first))}
    for step in steps:
        if step.start in rows:
            row = rows[step.end]
            row[step.start] = row.get(step.start, Fraction(0)) - step.rate
    found = _solved(rows, {first: Fraction(1)})
    return found if all(share >= 0 for share in found.values()) else {}


def _solved(rows: dict[str, dict[str, "Fraction"]], right: dict[str, "Fraction"]) -> dict[str, "Fraction"]:
    """The unknowns of as many equations (coefficients by unknown; right sides), exactly; empty where there is not one answer.

    Each equation is about the unknown it is called by, and others are put into it one by one: most rates are a chain, so there are few.
    """
    from fractions import Fraction

    using: dict[str, set[str]] = {name: set() for name in rows}
    for name, row in rows.items():
        for other in row:
            using[other].add(name)
    left, sides = SUMS, {name: right.get(name, Fraction(0)) for name in rows}
    for name in sorted(rows, key=lambda name: (len(using[name]), name)):
        row, pivot = rows[name], rows[name].pop(name, Fraction(0))
        if not pivot or left <= 0:
            return {}
        for other in row:
            row[other] /= pivot
        sides[name] /= pivot
        for user in using[name] - {name}:
            theirs = rows[user]
            times = theirs.pop(name)
            left -= len(row) + 1
            for other, number in row.items():
                theirs[other] = theirs.get(other, Fraction(0)) - times * number
                using[other].add(user)
            sides[user] -= times * sides[name]
    return sides


def needs(steps: Sequence[Step], first: str, won: str, wins: "Fraction") -> dict[str, "Fraction"]:
    """How many have to come to each stage on the way for so many wins; empty where the rates don't lead from the one to the other."""
    share, leading = shares(steps, first), _leading(steps, won)
    if not share.get(won):
        return {}
    return {stage: wins * its / share[won] for stage, its in share.items() if its and stage in leading}


def way(steps: Sequence[Step], start: str, won: str) -> tuple[Step, ...]:
    """The longest way by the rates from a stage to the win, each stage met once; of equal ones the first written. () for none."""
    best: tuple[Step, ...] = ()
    waiting: list[tuple[Step, ...]] = [(step,) for step in reversed(steps) if step.start == start]
    for _ in range(WAYS):
        if not waiting:
            break
        path = waiting.pop()
        if path[-1].end == won:
            best = path if len(path) > len(best) else best
            continue
        met = {start, *(step.end for step in path)}
        waiting += [
            (*path, step) for step in reversed(steps) if step.start == path[-1].end and step.end not in met
        ]
    return best


def only_way(steps: Sequence[Step], start: str, won: str) -> tuple[Step, ...]:
    """The way to the win where there is just one and nothing turns back; () where several add up."""
    path = way(steps, start, won)
    on_path, leading = {start, *(step.end for step in path)}, _leading(steps, won)
    onward = [step for step in steps if step.start in on_path and step.end in leading]
    return path if len(onward) == len(path) else ()


# Time

_SAME = {"quarters": ("months", 3), "years": ("months", 12), "weeks": ("days", 7)}
_SAME_IN_BUSINESS = {"quarters": ("months", 3), "years": ("months", 12), "weeks": ("days", 5)}


def ahead(path: Iterable[Step]) -> tuple[Duration, ...]:
    """How long people take on a way: lags of a unit added up, the longer units first; quarters as months, weeks as days."""
    total: dict[tuple[str, bool], int] = {}
    for step in path:
        lag = step.lag
        if lag is not None:
            same = _SAME_IN_BUSINESS if lag.business else _SAME
            unit, times = same.get(lag.unit, (lag.unit, 1))
            total[unit, lag.business] = total.get((unit, lag.business), 0) + lag.amount * times
    order = ("months", "days", "hours", "minutes")
    found = sorted(total.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    return tuple(Duration(amount, unit, business) for (unit, business), amount in found if amount)


def ahead_text(lags: tuple[Duration, ...]) -> str:
    """ "6 months", "1 month and 10 days"; "" for no time at all."""
    return " and ".join(lag.text for lag in lags)


def earlier(day: date, lags: tuple[Duration, ...]) -> date:
    """The day on which people have to come who are to be won on a day. Five business days count as a week."""
    from mopsdsl.logic.ages import months_before

    moment = datetime.combine(day, time())
    for lag in lags:
        if lag.unit == "months":
            moment = months_before(moment, lag.amount)
        elif lag.unit == "days":
            moment -= timedelta(days=-(-lag.amount * 7 // 5) if lag.business else lag.amount)
        else:
            moment -= timedelta(minutes=lag.amount * (60 if lag.unit == "hours" else 1))
    return moment.date()


def per(amount: "Fraction", period: str, wanted: str) -> "Fraction | None":
    """An amount of one period as that of another: 600 a year are 150 a quarter. None where one of them is not said, or no period."""
    if period == wanted:
        return amount
    known = period in A_YEAR and wanted in A_YEAR
    return amount * A_YEAR[period] / A_YEAR[wanted] if known else None


# Capacity


def capacity(queues: Iterable[Queue], model: Model) -> "Capacity | None":
    """What queues can take in a year, all together; None where one of them does not say, or a number of reps is not known.

    A rep who serves several queues has one capacity, the largest that is said. A queue without one is bounded by its team's reps,
    where another queue of the team says what a rep can take.
    """
    from fractions import Fraction

    total, parts = Fraction(0), []
    for team, group in _by_team(queues).items():
        said = [queue for queue in group if queue.capacity is not None and queue.capacity_period in A_YEAR]
        each = [queue for queue in said if queue.capacity_unit]
        whole = [queue for queue in said if not queue.capacity_unit]
        if not each and len(whole) < len(group):
            return None
        for queue in whole:
            total += _a_year(queue)
            parts.append(f"{queue.name} {queue.capacity:,} a {queue.capacity_period}")
        if each:
            reps = _reps(team, group, model)
            best = max(each, key=_a_year)
            if reps is None:
                return None
            total += reps * _a_year(best)
            parts.append(f"{team or best.name} {reps} reps × {best.capacity:,} a {best.capacity_period}")
    return Capacity(total, tuple(parts)) if parts else None


def teams_of_unknown_size(queues: Iterable[Queue], model: Model) -> list[str]:
    """The teams of which a capacity is given per rep, and of which it is not known how many reps they have."""
    return [
        team
        for team, group in _by_team(queues).items()
        if team in model.teams
        and any(queue.capacity is not None and queue.capacity_unit for queue in group)
        and _reps(team, group, model) is None
    ]


@value
class Capacity:
    """So many leads a year; `parts` says for each team or queue how that comes about."""

    a_year: "Fraction"
    parts: tuple[str, ...]


def _by_team(queues: Iterable[Queue]) -> dict[str, list[Queue]]:
    groups: dict[str, list[Queue]] = {}
    for queue in queues:
        groups.setdefault(queue.team.name if queue.team is not None else "", []).append(queue)
    return groups


WORKING_DAYS = 260
"""Of a year, for capacities by the day: 52 weeks of five."""


def _a_year(queue: Queue) -> "Fraction":
    from fractions import Fraction

    times = WORKING_DAYS if queue.capacity_period == "day" else A_YEAR[queue.capacity_period]
    return Fraction((queue.capacity or 0) * times)


def _reps(team: str, queues: list[Queue], model: Model) -> int | None:
    """Who takes turns in all of these queues: the rotas' members where each has a rota that names them, else the whole team."""
    rotas = [model.rotas.get(queue.rota.name) if queue.rota is not None else None for queue in queues]
    names = {member.name for rota in rotas if rota is not None for member in rota.members}
    if all(rota is not None and rota.members for rota in rotas):
        return len(names)
    declared = model.teams.get(team)
    if declared is None:
        return None
    return declared.size if declared.size is not None else len(declared.members) or None


# Display


def shown(amount: Amount, places: int = 0) -> str:
    """The number as people read it, rounded half up only here: 133 for 133 1/3, 26.67 with two places."""
    scale = 10**places
    doubled = 2 * amount * scale
    rounded = (int(doubled // 1) + 1) // 2
    whole, rest = divmod(rounded, scale)
    return f"{whole:,}.{rest:0{places}}" if places else f"{whole:,}"


def rounded(amount: Amount) -> int:
    """The whole number that is shown for an amount."""
    return (int(2 * amount // 1) + 1) // 2
