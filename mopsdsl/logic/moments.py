"""Dates: what they are, and how long ago that is. Both ask of the same value, and all ages count back from one "now".

Ages in minutes, hours, days and weeks can be told apart exactly. Months have no fixed length, nor have business hours and business
days; each of these is a scale of its own, and a person whom only a mixture of scales could decide about is said to be undecided.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from mopsdsl.logic.ages import CLOCK, is_older, scale, size
from mopsdsl.logic.domains import Axis, number_cells
from mopsdsl.model.base import Duration

Stretch = tuple[int | None, int | None]
"""Minutes from, to, both included; None: without end."""

TODAY = date(2026, 1, 1)
NOW = datetime(2026, 1, 1)
_DAY_BY_DAY = 400 * 1440


class Unsettled(Exception):
    """Dates and ages that can't be put together here; the message says why."""


def day_cells(days: Iterable[date]) -> list[date | None]:
    """Nothing, each day, and the stretches of days between them."""
    ordinals = [day.toordinal() for day in days]
    cells = number_cells(ordinals, whole=True) if ordinals else [None, TODAY.toordinal()]
    return [
        None if cell is None else date.fromordinal(min(max(cell, 1), date.max.toordinal())) for cell in cells
    ]


class Dated:
    """One date field: the axis of its days, and for each scale one of its ages.

    An age axis has the cells: nothing; not older than the first duration; older than that but not than the second; and so on.
    """

    def __init__(self, days: Axis, ages: dict[str, Axis], durations: dict[str, list[Duration]]) -> None:
        self.axes = (days, *ages.values())
        self.bits = sum(1 << axis.index for axis in self.axes)
        self.days = days
        self.ages = ages
        self.durations = durations

    def older(self, duration: Duration) -> int:
        """The cells of the age axis of that duration's scale which are older than it."""
        kind = scale(duration)
        place = [size(one) for one in self.durations[kind]].index(size(duration))
        return self.ages[kind].full & ~((1 << (place + 2)) - 1)

    def possible(self, state: Sequence[int]) -> bool:
        return self.may_be_nothing(state) or all(state[axis.index] > 1 for axis in self.axes)

    def may_be_nothing(self, state: Sequence[int]) -> bool:
        return all(state[axis.index] & 1 for axis in self.axes)

    def asks(self, axis: Axis, state: Sequence[int]) -> bool:
        """Whether the state says more of the axis than that the field holds something."""
        return state[axis.index] | 1 != axis.full

    def asked_scales(self, state: Sequence[int]) -> list[str]:
        return [kind for kind, axis in self.ages.items() if self.asks(axis, state)]

    def day_stretches(self, state: Sequence[int]) -> Iterator[Stretch]:
        cells = [one for one in self.days.cells if one is not None]
        for place, day in enumerate(cells):
            if state[self.days.index] >> (place + 1) & 1:
                last = place + 1 == len(cells)
                yield (
                    None if place == 0 else day.toordinal() * 1440,
                    None if last else cells[place + 1].toordinal() * 1440 - 1,
                )

    def age_stretches(self, state: Sequence[int]) -> Iterator[Stretch]:
        limits = [size(one) for one in self.durations.get(CLOCK, [])]
        allowed = state[self.ages[CLOCK].index] if CLOCK in self.ages else 2
        for place in range(len(limits) + 1):
            if allowed >> (place + 1) & 1:
                yield (
                    None if place == 0 else limits[place - 1] + 1,
                    limits[place] if place < len(limits) else None,
                )


def settle(fields: Sequence[Dated], state: Sequence[int]) -> tuple[datetime, dict[str, date | None]] | None:
    """A moment, and at that moment a value for every field that the state asks of; None where there are none. Raises Unsettled."""
    try:
        return _settled(fields, state)
    except OverflowError:
        raise Unsettled("no calendar goes back that far") from None


def _settled(fields: Sequence[Dated], state: Sequence[int]) -> tuple[datetime, dict[str, date | None]] | None:
    values: dict[str, date | None] = {}
    coupled: list[Dated] = []
    for field in fields:
        name = field.days.key[1]
        if field.may_be_nothing(state):
            if any(state[axis.index] != axis.full for axis in field.axes):
                values[name] = None
            continue
        scales = field.asked_scales(state)
        if scales and scales != [CLOCK] and (len(scales) > 1 or field.asks(field.days, state)):
            ways = ["as a date"] * field.asks(field.days, state)
            ways += [f"in {'days by the clock' if kind == CLOCK else kind}" for kind in scales]
            raise Unsettled(
                f"{name} is asked {' and '.join(ways)}, and only a calendar says how they compare"
            )
        coupled.append(field)
    plain = [field for field in coupled if field.asked_scales(state) in ([], [CLOCK])]
    found = _placed(plain, state)
    if found is None:
        return None
    moment, stretches = found
    for field, stretch in zip(plain, stretches, strict=True):
        values[field.days.key[1]] = _date_in(field, state, moment, stretch)
    for field in coupled:
        if field not in plain:
            values[field.days.key[1]] = _tried(field, state, moment)
    return moment, values


def _placed(
    fields: Sequence[Dated], state: Sequence[int]
) -> tuple[datetime, list[tuple[Stretch, Stretch]]] | None:
    """A moment, and at that moment a stretch of days and of ages for each field; None where no moment suits all.

    First come the moments that suit the fields from each on: with them no choice has to be taken back, however many there are.
    """
    ways = [list(_ways(field, state)) for field in fields]
    suits: list[list[Stretch]] = [[(None, None)]]
    for found in reversed(ways):
        suits.insert(0, _united(met for _, now in found for one in suits[0] if (met := _meet(now, one))))
    if not suits[0]:
        return None
    moment: Stretch = (None, None)
    chosen = []
    for found, after in zip(ways, suits[1:], strict=True):
        way, moment = next(
            (way, met)
            for way, now in found
            if (met := _meet(moment, now)) and any(_meet(met, one) for one in after)
        )
        chosen.append(way)
    minute = moment[0] if moment[0] is not None else moment[1]
    return NOW if minute is None else moment_at(minute), chosen


def _ways(field: Dated, state: Sequence[int]) -> Iterator[tuple[tuple[Stretch, Stretch], Stretch]]:
    """Each stretch of days with each of ages, and the moments at which a date has both."""
    for days in field.day_stretches(state):
        for ages in field.age_stretches(state):
            yield (days, ages), (_add(days[0], ages[0]), _add(days[1], ages[1]))


def _united(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same minutes in as few stretches as can be, in order."""
    united: list[Stretch] = []
    for low, high in sorted(stretches, key=lambda one: (one[0] is not None, one[0] or 0)):
        first, last = united[-1] if united else (low, high)
        if united and (last is None or low is None or low <= last + 1):
            united[-1] = (first, None if last is None or high is None else max(last, high))
        else:
            united.append((low, high))
    return united


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _meet(one: Stretch, other: Stretch) -> Stretch | None:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def moment_at(minute: int) -> datetime:
    """The moment of a count of minutes since the day before the first."""
    return datetime.min + timedelta(minutes=minute - 1440)


def minute_of(moment: datetime) -> int:
    return (moment - datetime.min) // timedelta(minutes=1) + 1440


def _date_in(field: Dated, state: Sequence[int], now: datetime, chosen: tuple[Stretch, Stretch]) -> date:
    """A date in both stretches: a whole day where only days are asked, and round ages where only ages are."""
    days, ages = chosen
    if not field.asks(field.days, state):
        return now - timedelta(minutes=_round_age(ages))
    if not field.asked_scales(state):
        day: date = next(cell for cell in field.days.held_in(state[field.days.index]) if cell is not None)
        return day
    minute = minute_of(now)
    back = (None if ages[1] is None else minute - ages[1], None if ages[0] is None else minute - ages[0])
    met = _meet(days, back) or (None, None)
    return moment_at(met[0] if met[0] is not None else met[1] if met[1] is not None else minute)


def _round_age(ages: Stretch) -> int:
    """An age in the stretch: none, else a day past its beginning, else whatever is left."""
    low, high = ages
    if low is None:
        return min(0, high or 0)
    return low + 1439 if high is None or low + 1439 <= high else low


def _tried(field: Dated, state: Sequence[int], now: datetime) -> date:
    """A date whose age on its scale is among the allowed: so many days ago, or else to the minute."""
    (kind,) = field.asked_scales(state)
    durations, allowed = field.durations[kind], state[field.ages[kind].index] >> 1

    def older(minutes: int) -> int:
        """How many of the durations a date so long ago is older than. The longer ago, the more."""
        start = now - timedelta(minutes=minutes)
        return sum(is_older(start, now, duration) for duration in durations)

    for minutes in range(0, _DAY_BY_DAY, 1440):
        if allowed >> older(minutes) & 1:
            return now - timedelta(minutes=minutes)
    ever = range(minute_of(now) - 1440)
    for cell in (cell for cell in range(len(durations) + 1) if allowed >> cell & 1):
        first = bisect_left(ever, cell, key=older)
        if first < len(ever) and older(first) == cell:
            return now - timedelta(minutes=first)
    raise Unsettled(f"there is no date of the age that is asked of {field.days.key[1]}")
