"""Conditions, triggers and flow steps in the words of Marketo's screens."""

from mopsdsl.model.assets import Event, FlowStep
from mopsdsl.model.base import Duration, Money, Reference
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
from mopsdsl.plan.draft import Drafts
from mopsdsl.targets.filling import Values, fill, template


def literal_text(literal: Literal) -> str:
    """A value as it is typed into a field: 25%, USD 100, 2026-07-01."""
    if literal.percent:
        return percent_text(literal.value)
    text = amount_text(literal.value)
    return f"{literal.currency} {text}" if literal.currency else text


def amount_text(amount: object) -> str:
    """A number without a needless fraction; anything else as it is."""
    denominator = getattr(amount, "denominator", 1)
    return str(amount) if denominator == 1 else f"{float(amount):g}"  # type: ignore[arg-type]


def percent_text(amount: object) -> str:
    """A part of one as a percentage."""
    return f"{amount_text(amount * 100)}%"  # type: ignore[operator]


def money_text(money: Money | None) -> str:
    return f"{money.currency} {amount_text(money.amount)}" if money is not None else ""


def duration_text(duration: Duration | None) -> str:
    return duration.text if duration is not None else ""


def literals_text(literals: tuple[Literal, ...]) -> str:
    return "; ".join(map(literal_text, literals))


class Words:
    """Puts what the language says into words that can be looked up on a screen."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts
        self.title = drafts.title

    def condition(self, condition: Condition | None, *, inner: bool = False) -> str:
        """A condition as one line; parts that are conditions themselves stand in brackets."""
        match condition:
            case None:
                return ""
            case All(parts=parts):
                return self._joined(parts, " and ", inner)
            case AnyOf(parts=parts):
                return self._joined(parts, " or ", inner)
            case Not(part=part):
                return f"not ({self.condition(part)})"
            case Comparison():
                return f"{self.title(condition.field)} {condition.operator} {literal_text(condition.literal)}"
            case Membership():
                return f"{self.title(condition.field)} {'is not' if condition.negated else 'is'} {self._members(condition)}"
            case Empty():
                return f"{self.title(condition.field)} is {'not ' if condition.negated else ''}empty"
            case Flag():
                return f"{self.title(condition.field)} is true"
            case Age():
                when = "in past before" if condition.older else "in past"
                return f"{self.title(condition.field)} {when} {condition.duration.text}"
            case InAsset():
                asset = condition.asset
                return (
                    f"{'Segment' if 'segment' in asset.kind.split('|') else 'Member of'} {self.title(asset)}"
                )
            case InStage():
                program = self._lifecycle(condition.stages[0])
                return f"status in {program} is {'not ' if condition.negated else ''}{self._titles(condition.stages)}"
            case HasStatus():
                return (
                    f"Lead Status is {'not ' if condition.negated else ''}{literals_text(condition.statuses)}"
                )

    def _joined(self, parts: tuple[Condition, ...], word: str, inner: bool) -> str:
        text = word.join(self.condition(part, inner=True) for part in parts)
        return f"({text})" if inner else text

    def _members(self, condition: Membership) -> str:
        if condition.list is None:
            return literals_text(condition.literals)
        values = self.drafts.model.lists.get(condition.list.name)
        return literals_text(values.literals) if values is not None else condition.list.name

    def _lifecycle(self, stage: Reference | None) -> str:
        """The program that keeps a stage."""
        owner = self.drafts.id_of(stage) if stage is not None else ""
        found = self.drafts.model.lifecycles.get(owner.removeprefix("lifecycle:"))
        return found.title if found is not None else "the lifecycle program"

    def _titles(self, references: tuple[Reference, ...]) -> str:
        return "; ".join(map(self.title, references))

    def event(self, event: Event) -> str:
        """A trigger, as it is called in the palette of the Smart List tab."""
        values = {
            "about": self.title(event.about),
            "text": event.text,
            "duration": duration_text(event.duration),
        }
        return self._phrase("triggers", event.what, values)

    def wait(self, duration: Duration | None) -> str:
        """How long a wait step waits. Marketo counts no business time, and silently ignores what it can't read."""
        if duration is None or not duration.business:
            return duration_text(duration)
        plain = Duration(duration.amount, duration.unit).text
        values = {"plain": plain, "text": duration.text}
        return fill(template(self.drafts.word("notes", "business_wait")), Values(values))

    def flow_step(self, step: FlowStep) -> str:
        """A step, as it is called in the palette of the Flow tab."""
        values = {
            "about": self.title(step.about),
            "text": step.text,
            "lifecycle": self._lifecycle(step.about) if step.action == "change stage" else "",
            "duration": self.wait(step.duration),
            "literal": literal_text(step.literal) if step.literal is not None else "",
            "amount": f"{step.amount:+}" if isinstance(step.amount, int) else "",
        }
        return self._phrase("flow_steps", step.action, values)

    def _phrase(self, table: str, word: str, values: dict[str, str]) -> str:
        return fill(template(self.drafts.word(table, word)), Values(values)).strip()
