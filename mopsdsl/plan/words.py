"""Triggers, flow steps, waits and amounts in the words of Marketo's screens; conditions are in `filters`."""

from mopsdsl.graphs.wording import amount_text, value_text
from mopsdsl.model.assets import Event, FlowStep
from mopsdsl.model.base import Duration, Money, Reference
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import Filters
from mopsdsl.targets.filling import Values, fill, template

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING_DAYS = (0, 1, 2, 3, 4)
"""Where nobody has a calendar."""


def money_text(money: Money | None) -> str:
    return f"{money.currency} {amount_text(money.amount)}" if money is not None else ""


def duration_text(duration: Duration | None) -> str:
    return duration.text if duration is not None else ""


def days_text(days: tuple[int, ...]) -> str:
    """Days of the week: those in a row by the first and the last."""
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{DAYS[days[0]]} to {DAYS[days[-1]]}"
    return ", ".join(DAYS[day] for day in days)


class Words:
    """Puts what the language says into words that can be looked up on a screen."""

    def __init__(self, drafts: Drafts, workspace: str = "") -> None:
        self.drafts = drafts
        self.title = drafts.title
        self.filters = Filters(drafts, workspace)
        self.condition = self.filters.text

    def at(self, workspace: str) -> "Words":
        """The same for what stands in a workspace."""
        return Words(self.drafts, workspace)

    def event(self, event: Event) -> str:
        """A trigger, as it is called in the palette of the Smart List tab."""
        if event.what == "changes" and event.about is not None:
            return self.changes((event.about,))[0]
        values = {
            "about": self.title(event.about),
            "text": event.text,
            "duration": duration_text(event.duration),
            "lifecycle": self.filters.lifecycle(event.about) if event.what == "stage changes" else "",
        }
        text = self._phrase("triggers", event.what, values)
        return text + (
            self._elsewhere(event.about, "heard_elsewhere") if event.what == "stage changes" else ""
        )

    def changes(self, fields: tuple[Reference, ...]) -> list[str]:
        """The triggers that hear when one of the fields changes; scores have one of their own."""
        found: dict[str, list[str]] = {}
        for field in fields:
            what = "score changes" if field.name in self.drafts.scores else "changes"
            found.setdefault(what, []).append(self.title(field))
        return [
            self._phrase("triggers", what, {"about": "; ".join(dict.fromkeys(titles))})
            for what, titles in found.items()
        ]

    def wait(self, duration: Duration | None, team: Reference | None = None) -> str:
        """What to enter into a wait step. Marketo silently ignores what it can't read, and counts no business time: the team's
        working days give the nearest wait, and the text says that it is an approximation."""
        if duration is None or not duration.business:
            return duration_text(duration)
        days, minutes = self._working_time(team)
        values = {
            "plain": _calendar_time(duration, len(days), minutes).text,
            "text": duration.text,
            "days": days_text(days),
            "timezone": self.drafts.model.instance.timezone or "its own",
        }
        return fill(template(self.drafts.word("notes", "business_wait")), Values(values))

    def _working_time(self, team: Reference | None) -> tuple[tuple[int, ...], int]:
        """The days of the week on which a team works, and the minutes of its longest day."""
        found = self.drafts.model.teams.get(team.name) if team is not None else None
        calendar = found.calendar if found is not None else None
        hours = (
            self.drafts.model.calendars[calendar.name].hours
            if calendar and calendar.name in self.drafts.model.calendars
            else ()
        )
        days = tuple(sorted({day for one in hours for day in one.days})) or WORKING_DAYS
        per_day = [sum(one.closes - one.opens for one in hours if day in one.days) for day in days]
        return days, max(per_day) or 8 * 60

    def flow_step(self, step: FlowStep) -> str:
        """A step, as it is called in the palette of the Flow tab."""
        values = {
            "about": self.title(step.about),
            "text": step.text,
            "lifecycle": self.filters.lifecycle(step.about) if step.action == "change stage" else "",
            "duration": self.wait(step.duration),
            "literal": value_text(step.literal) if step.literal is not None else "",
            "amount": f"{step.amount:+}" if isinstance(step.amount, int) else "",
        }
        text = self._phrase("flow_steps", step.action, values)
        return text + (self._elsewhere(step.about, "elsewhere") if step.action == "change stage" else "")

    def _elsewhere(self, stage: Reference | None, note: str) -> str:
        """What to do where the program of a stage stands in another workspace."""
        home = self.filters.elsewhere(self.filters.keeper(stage))
        return (
            self.drafts.word("notes", note).replace("{workspace}", self.drafts.workspace_title(home))
            if home
            else ""
        )

    def _phrase(self, table: str, word: str, values: dict[str, str]) -> str:
        return fill(template(self.drafts.word(table, word)), Values(values)).strip()


def _calendar_time(duration: Duration, days_a_week: int, minutes_a_day: int) -> Duration:
    """Business time as time on the clock: whole weeks for as many days as a week has working days, single days for the rest."""
    amount, unit = duration.amount, duration.unit
    in_minutes = amount * {"minutes": 1, "hours": 60}.get(unit, 0)
    if in_minutes >= minutes_a_day:
        amount, unit = round(in_minutes / minutes_a_day), "days"
    if unit == "days":
        weeks, rest = divmod(amount, days_a_week)
        amount = 7 * weeks + rest
    return Duration(amount, unit)
