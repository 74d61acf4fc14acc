"""What a spec says, in words for readers who have never seen one."""

from datetime import date

from mopsdsl.diagnostics.wording import listed
from mopsdsl.graphs.names import Names
from mopsdsl.model.assets import Event, FlowStep
from mopsdsl.model.base import Days, Declaration, Deprecation, Hours, Money, Reference
from mopsdsl.model.conditions import (
    Age,
    All,
    AnyOf,
    Comparison,
    Condition,
    Empty,
    Flag,
    HasStatus,
    InAsset,
    InStage,
    Literal,
    Membership,
    Not,
)
from mopsdsl.model.lifecycle import Transition
from mopsdsl.model.scenario import Moment

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_OPERATORS = {">=": "is at least", "<=": "is at most", ">": "is above", "<": "is below"}
_OPPOSITE = {"contains": "does not contain", "does not contain": "contains", "is": "is not", "is not": "is"}


def plain(title: str, name: str) -> str:
    """A title as people read it: a name that stands for one loses its underscores."""
    return name.replace("_", " ") if title in ("", name) else title


def number(amount: object) -> str:
    """1,200,000; at most four places after the point."""
    if isinstance(amount, int):
        return f"{amount:,}"
    if getattr(amount, "denominator", 1) == 1:
        return f"{int(amount):,}"  # type: ignore[call-overload]
    return f"{float(amount):,.4f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]


def percent(amount: object) -> str:
    """A part of one as a percentage."""
    return f"{number(amount * 100)}%"  # type: ignore[operator]


def money(amount: Money) -> str:
    return f"{amount.currency} {number(amount.amount)}"


def day(when: date) -> str:
    """5 March 2027."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def days(stretch: Days) -> str:
    if stretch.first == stretch.last:
        return day(stretch.first)
    return f"{day(stretch.first)} to {day(stretch.last)}"


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def hours(open_: Hours) -> str:
    """Monday to Friday, 09:00 to 17:30."""
    named = [DAYS[number] for number in open_.days]
    whole = len(named) > 2 and list(open_.days) == list(range(open_.days[0], open_.days[-1] + 1))
    when = f"{named[0]} to {named[-1]}" if whole else listed(named)
    return f"{when}, {clock(open_.opens)} to {clock(open_.closes)}"


def moment(when: Moment) -> str:
    """Friday, 5 March 2027, 21:45 (Europe/Berlin)."""
    zone = f" ({when.timezone})" if when.timezone else ""
    return f"{DAYS[when.day.weekday()]}, {day(when.day)}, {clock(when.clock)}{zone}"


def deprecated(deprecation: Deprecation) -> str:
    since = f" since {day(deprecation.since)}" if deprecation.since else ""
    return f"being given up{since}"


def literal(written: Literal) -> str:
    """A value; text stands in quotation marks."""
    if isinstance(written.value, str):
        return f"“{written.value}”"
    if isinstance(written.value, date):
        return day(written.value)
    if written.percent:
        return percent(written.value)
    return f"{written.currency} {number(written.value)}".strip()


class Words:
    """Puts conditions, events and steps into words, with the titles of what they name."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._titles: dict[tuple[str, str, str], str] = {}

    def title(self, reference: Reference | None) -> str:
        """The title of what a reference stands for."""
        if reference is None:
            return ""
        key = (reference.kind, reference.name, reference.scope)
        if key not in self._titles:
            self._titles[key] = self._title(reference)
        return self._titles[key]

    def _title(self, reference: Reference) -> str:
        found = self.names.find(reference)
        if found is None:
            return reference.name.replace("_", " ")
        return plain(getattr(found, "title", found.name), _last(found.name, isinstance(found, Declaration)))

    def titles(self, references: tuple[Reference, ...], last: str = "or") -> str:
        return listed([self.title(reference) for reference in references], last)

    # Conditions

    def condition(self, condition: Condition, inner: bool = False) -> str:
        """A condition in one line; inside another one, `and` and `or` stand in brackets."""
        match condition:
            case All():
                return self._joined(condition.parts, " and ", inner)
            case AnyOf():
                return self._joined(condition.parts, " or ", inner)
            case Not():
                return self._not(condition.part)
            case InAsset():
                return self._member(condition.asset, "the person is")
            case InStage():
                stages = self.titles(condition.stages)
                return f"the stage is {'not ' if condition.negated else ''}{stages}"
            case HasStatus():
                statuses = listed([literal(one) for one in condition.statuses], "or")
                return f"the lead status is {'not ' if condition.negated else ''}{statuses}"
            case _:
                return f"{self.title(condition.field)} {self.test(condition)}"

    def test(self, condition: "Comparison | Membership | Empty | Flag | Age") -> str:
        """What a condition asks of its field."""
        match condition:
            case Comparison():
                operator = _OPERATORS.get(condition.operator, condition.operator)
                return f"{operator} {literal(condition.literal)}"
            case Membership():
                return self._values(condition, condition.negated)
            case Empty():
                return "is filled in" if condition.negated else "is empty"
            case Flag():
                return "is yes"
            case Age():
                length = condition.duration.text
                return f"is more than {length} ago" if condition.older else f"is within the last {length}"

    def opposite(self, condition: Condition) -> str:
        """What the opposite asks of the field; empty where there are no plain words for it."""
        match condition:
            case Comparison(operator=operator) if operator in _OPPOSITE:
                return f"{_OPPOSITE[operator]} {literal(condition.literal)}"
            case Membership():
                return self._values(condition, not condition.negated)
            case Empty():
                return "is empty" if condition.negated else "is filled in"
            case Flag():
                return "is no"
            case _:
                return ""

    def _values(self, condition: Membership, negated: bool) -> str:
        if condition.list is not None:
            return f"is {'not ' if negated else ''}in {self.title(condition.list)}"
        values = listed([literal(one) for one in condition.literals], "or")
        return f"is {'not ' if negated else ''}{values}"

    def _not(self, part: Condition) -> str:
        if isinstance(part, InAsset):
            return self._member(part.asset, "the person is not")
        if isinstance(part, Comparison | Membership | Empty | Flag | Age):
            said = self.opposite(part)
            if said:
                return f"{self.title(part.field)} {said}"
        text = self.condition(part)
        return f"not ({text})"

    def _member(self, asset: Reference, verb: str) -> str:
        kinds = asset.kind.split("|")
        if "segment" in kinds:
            owner = self.names.asset(
                Reference("segmentation", asset.name.rpartition(".")[0], asset.span, asset.verb, asset.scope)
            )
            of = f" of {plain(owner.title, owner.short_name)}" if owner is not None else ""
            return f"{verb} in the segment {self.title(asset)}{of}"
        return f"{verb} on the list {self.title(asset)}"

    def _joined(self, parts: tuple[Condition, ...], word: str, inner: bool) -> str:
        text = word.join(self.condition(part, inner=True) for part in parts)
        return f"({text})" if inner and len(parts) > 1 else text

    # What happens

    def transition(self, transition: Transition) -> str:
        """What lets people go on: who decides, after what time, on what condition, for which reasons."""
        parts = [f"decided by {self.title(transition.by)}"] if transition.by else []
        if transition.after is not None:
            parts.append(f"after {transition.after.text}")
        if transition.when is not None:
            parts.append(f"when {self.condition(transition.when)}")
        if transition.reasons:
            parts.append(
                f"giving a reason: {listed([literal(reason) for reason in transition.reasons], 'or')}"
            )
        if transition.otherwise:
            parts.append("in all other cases")
        return ", ".join(parts)

    def event(self, event: Event) -> str:
        """What a person does, or what happens to them: "fills in the form Registration"."""
        about = self.title(event.about)
        match event.what:
            case "created":
                return "is new in the database"
            case "changes":
                return f"has a new value of {about}"
            case "fills":
                return f"fills in the form {about}"
            case "visits" | "visits page":
                return f"visits the page {about or event.text}"
            case "attends" | "joins" | "opens":
                return f"{event.what} {about}"
            case "clicks":
                return f"clicks a link in {about}"
            case "inactive":
                return f"does nothing for {event.duration.text if event.duration else 'a while'}"
            case "requested":
                return "is sent here by another campaign"
            case "added to" | "removed from":
                return f"is {event.what} {about}"
            case "stage changes":
                return f"comes to the stage {about}" if about else "comes to another stage"
            case "status changes":
                status = f" “{event.text}”" if event.text else ""
                return f"gets {'the' if status else 'another'} lead status{status}"
            case "partition changes":
                return "moves to another partition"
            case "marketo":
                return f"meets Marketo's trigger “{event.text}”"
            case other:
                return f"{other} {about or event.text}".strip()

    def step(self, step: FlowStep) -> str:
        """One step of a campaign: "send Welcome"."""
        about = self.title(step.about)
        match step.action:
            case "wait":
                return f"wait {step.duration.text if step.duration else ''}".rstrip()
            case "set":
                return f"set {about} to {literal(step.literal) if step.literal is not None else 'a value'}"
            case "change score":
                return (
                    f"add {step.amount:+} to {about}" if isinstance(step.amount, int) else f"change {about}"
                )
            case "change stage":
                return f"change the stage to {about}"
            case "change status":
                return f"change the program status to “{step.text}”"
            case "move to partition":
                return f"move to {about}"
            case "request":
                return f"hand over to the campaign {about}"
            case "execute":
                return f"run the campaign {about}"
            case "alert":
                return f"tell {about}"
            case "route":
                return f"route by {about}"
            case "webhook":
                return f"call the web service “{step.text}”"
            case "create task":
                return f"create the task “{step.text}”"
            case "delete person":
                return "delete the person"
            case "sync to crm":
                return "pass on to the CRM"
            case other:
                return f"{other} {about or step.text}".strip()


def _last(name: str, whole: bool) -> str:
    """An asset's path ends in its own name."""
    return name.rpartition(".")[2] if whole and "." in name else name
