"""A person, as far as conditions ask; the witness that a finding shows."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import Factory

from mopsdsl._value import value

if TYPE_CHECKING:
    from fractions import Fraction

    Value = str | int | Fraction | bool | date | None
else:
    Value = object


@value
class Person:
    """Only what matters is here. `values`: field → value, None for one that holds nothing; a date may carry a clock.

    `lists`: path of a list → whether the person is a member; `segments`: path of a segmentation → the segment's name ("": Marketo's
    Default); `stage` and `status`: None where they don't matter, "" where there is none. `now` is the moment that ages count back from.
    """

    values: dict[str, Value] = Factory(dict)
    lists: dict[str, bool] = Factory(dict)
    segments: dict[str, str] = Factory(dict)
    stage: str | None = None
    status: str | None = None
    now: datetime = datetime(2026, 1, 1)
    ages_of: frozenset[str] = frozenset()
    titles: dict[str, str] = Factory(dict)
    currencies: dict[str, str] = Factory(dict)

    @property
    def text(self) -> str:
        """The person in a marketer's words: `Country "DE", Score 50, Title empty`; "anybody" where nothing matters."""
        parts = [self._said(name, held) for name, held in self.values.items()]
        parts += [f"{'' if member else 'not '}a member of {path}" for path, member in self.lists.items()]
        parts += [f"in segment {path}.{name or 'Default'}" for path, name in self.segments.items()]
        if self.stage is not None:
            parts.append(f"stage {self.stage or 'empty'}")
        if self.status is not None:
            parts.append(f'status "{self.status}"' if self.status else "status empty")
        return ", ".join(parts) or "anybody"

    def _said(self, name: str, held: Value) -> str:
        title = self.titles.get(name, name)
        if held is None:
            return f"{title} empty"
        if isinstance(held, bool):
            return title if held else f"not {title}"
        if isinstance(held, date) and name in self.ages_of:
            return f"{title} {ago(self.now - start_of(held))}"
        currency = self.currencies.get(name)
        return f"{title} {f'{currency} ' if currency else ''}{worded(held)}"


def worded(held: Value) -> str:
    """A value as the language writes it."""
    if isinstance(held, str):
        return f'"{held}"'
    if isinstance(held, date):
        return held.isoformat()[:10]
    if isinstance(held, int) or held is None:
        return str(held)
    return f"{float(held):.6f}".rstrip("0").rstrip(".")


def start_of(day: date) -> datetime:
    """The moment that a date value means: its midnight, unless it carries a clock."""
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)


_UNITS = (("day", 1440), ("hour", 60), ("minute", 1))


def ago(age: timedelta) -> str:
    """An age in words: "31 days ago", "more than 5 hours ago", "today"."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 0:
        return "in the future"
    if not minutes:
        return "today"
    unit, size = next((unit, size) for unit, size in _UNITS if minutes >= size)
    count, rest = divmod(minutes, size)
    return f"{'more than ' if rest else ''}{count} {unit}{'' if count == 1 else 's'} ago"
