"""What a scenario says, in the words of the language; and moments as a story tells them."""

from datetime import datetime

from mopsdsl.clock import zones
from mopsdsl.graphs.wording import literal_text
from mopsdsl.model.assets import Event
from mopsdsl.model.lifecycle import Duty
from mopsdsl.model.scenario import Expectation, Moment, PersonValue

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def event_text(event: Event) -> str:
    """ "fills EMEA.Intro.Registration", "Country changes"."""
    about = event.about.name if event.about is not None else ""
    match event.what:
        case "created":
            return "person is created"
        case "requested":
            return "is requested"
        case "changes":
            return f"{about} changes"
        case "inactive":
            return f"inactive for {event.duration.text}" if event.duration else "inactive"
        case "stage changes":
            return f"stage changes to {about}" if about else "stage changes"
        case "status changes":
            return f'status changes to "{event.text}"' if event.text else "status changes"
        case "visits page":
            return f'visits page "{event.text}"'
        case "marketo":
            return f'"{event.text}"'
        case what:
            return f"{what} {about}".strip()


def duty_text(duty: Duty) -> str:
    """ "record Disposition", "touch 6 times", 'call "First call"'."""
    if duty.field is not None:
        return f"{duty.action} {duty.field.name}"
    return f"{duty.action} {duty.times} times" if duty.times else f'{duty.action} "{duty.text}"'


def expectation_text(one: Expectation) -> str:
    """ "expect partition EMEA"."""
    about = ", ".join(reference.name for reference in one.about)
    match one.what:
        case "reaches" | "cannot reach":
            because = f" because {one.because.name}" if one.because is not None else ""
            return f"expect {one.subject.name if one.subject else ''} {one.what} {about}{because}"
        case "due":
            return f"expect due {moment_text(one.moment)}" if one.moment is not None else "expect due"
        case "status":
            return f'expect status "{one.text}"'
        case what:
            return f"expect {what} {about or one.text}".rstrip()


def moment_text(moment: Moment) -> str:
    """2026-07-03 16:45 "Europe/Berlin"."""
    clock = f"{moment.clock // 60:02}:{moment.clock % 60:02}"
    return f"{moment.day.isoformat()} {clock}" + (f' "{moment.timezone}"' if moment.timezone else "")


def person_text(known: tuple[PersonValue, ...]) -> str:
    """Email "a@b.de", Country "DE"."""
    return ", ".join(f"{one.field.name} {literal_text(one.literal)}" for one in known) or "nothing is known"


def instant_text(at: int, zone: str) -> str:
    """Fri 2026-07-03 16:45, as clocks of the zone show it."""
    return clock_text(zones.moment(at, zone))


def clock_text(moment: datetime) -> str:
    return f"{_DAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M}"
