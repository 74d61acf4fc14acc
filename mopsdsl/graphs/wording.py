"""Conditions and transitions in the words of the language, as labels of edges and lines of documents need them."""

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
from mopsdsl.model.growth import Queue
from mopsdsl.model.lifecycle import Transition


def literal_text(literal: Literal) -> str:
    """A value as the language writes it: text in quotation marks, 25% as a percentage, money with its currency."""
    if isinstance(literal.value, str):
        escaped = literal.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return value_text(literal)


def value_text(literal: Literal) -> str:
    """A value as it is typed into a field, without quotation marks: 25%, USD 100, 2026-07-01."""
    if literal.percent:
        return percent_text(literal.value)
    return f"{literal.currency} {amount_text(literal.value)}".strip()


def percent_text(amount: object) -> str:
    """A part of one as a percentage."""
    return f"{amount_text(amount * 100)}%"  # type: ignore[operator]


def amount_text(amount: object) -> str:
    """12.5 for 25/2; a fraction without an end keeps four digits; a date or a text as it is."""
    if getattr(amount, "denominator", 1) == 1:
        return str(amount)
    return f"{float(amount):.4f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]


def capacity_text(queue: Queue) -> str:
    """What a queue takes: `40 per rep per week`, `20 per week`; empty where nothing is said of it."""
    parts = (queue.capacity, queue.capacity_unit, queue.capacity_period)
    return " per ".join(str(part) for part in parts if part) if queue.capacity is not None else ""


def condition_text(condition: Condition, inner: bool = False) -> str:
    """A condition in one line; `inner` puts brackets round `and` and `or`."""
    match condition:
        case All():
            text = " and ".join(condition_text(part, True) for part in condition.parts)
            return f"({text})" if inner and len(condition.parts) > 1 else text
        case AnyOf():
            text = " or ".join(condition_text(part, True) for part in condition.parts)
            return f"({text})" if inner and len(condition.parts) > 1 else text
        case Not():
            return f"not {condition_text(condition.part, True)}"
        case Comparison():
            return f"{condition.field.name} {condition.operator} {literal_text(condition.literal)}"
        case Membership():
            values = condition.list.name if condition.list else _listed(condition.literals)
            return f"{condition.field.name} {'not in' if condition.negated else 'in'} {values}"
        case Empty():
            return f"{condition.field.name} is {'not ' if condition.negated else ''}empty"
        case Flag():
            return condition.field.name
        case Age():
            how = "older than" if condition.older else "within"
            return f"{condition.field.name} {how} {condition.duration.text}"
        case InAsset():
            how = "in segment" if condition.asset.kind == "segment" else "member of"
            return f"{how} {condition.asset.name}"
        case InStage():
            return f"stage {_chosen([stage.name for stage in condition.stages], condition.negated)}"
        case HasStatus():
            return f"status {_chosen([literal_text(one) for one in condition.statuses], condition.negated)}"


def _listed(literals: tuple[Literal, ...]) -> str:
    return f"({', '.join(literal_text(literal) for literal in literals)})"


def _chosen(names: list[str], negated: bool) -> str:
    if len(names) == 1:
        return f"is {'not ' if negated else ''}{names[0]}"
    return f"{'not ' if negated else ''}in ({', '.join(names)})"


def transition_text(transition: Transition) -> str:
    """What lets people go from one stage to the next: who decides, after what time, on what condition, for which reasons."""
    parts = [f"by {transition.by.name}"] if transition.by else []
    if transition.after is not None:
        parts.append(f"after {transition.after.text}")
    if transition.when is not None:
        parts.append(f"when {condition_text(transition.when)}")
    if transition.reasons:
        parts.append(f"because of {_listed(transition.reasons)}")
    if transition.otherwise:
        parts.append("otherwise")
    return " ".join(parts)
