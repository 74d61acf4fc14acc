"""Conditions over flow steps: what has to hold of a person now, so that a condition holds of them after some steps of a flow."""

from mopsdsl._value import value
from mopsdsl.logic.evaluate import Find, holds, stage_name
from mopsdsl.logic.person import Person, Value
from mopsdsl.logic.rewrite import Rewriter
from mopsdsl.model.assets import Asset, FlowStep
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
    Membership,
    Not,
)
from mopsdsl.model.model import Model

_YES = ("yes", "true")


class Unforeseen(Exception):
    """A step leaves something that nobody can foresee where a condition asks for it; the text says what."""


@value
class Effects:
    """What flow steps have left: (kind, name) → what is held, with the kinds of `Person`; None for what can't be foreseen."""

    held: dict[tuple[str, str], tuple[Value] | None]

    def after(self, step: FlowStep, model: Model, find: Find) -> "Effects":
        """The effects with one more step; steps that change nothing a condition asks about leave them as they are."""
        found = _effect(step, model, find)
        return self if found is None else Effects({**self.held, found[0]: found[1]})


NO_EFFECTS = Effects({})


def _effect(step: FlowStep, model: Model, find: Find) -> tuple[tuple[str, str], tuple[Value] | None] | None:
    about, literal = step.about, step.literal
    match step.action:
        case "set" if about is not None:
            return ("field", about.name), None if literal is None else _put(about.name, literal.value, model)
        case "change score" if about is not None:
            return ("field", about.name), None
        case "change stage" if about is not None:
            return ("stage", ""), (stage_name(about),)
        case "change status":
            return ("status", ""), (str(literal.value) if literal is not None else step.text,)
        case "add to" | "remove from" if about is not None:
            found = find(about)
            name = found.name if isinstance(found, Asset) else about.name
            return ("list", name), (step.action == "add to",)
        case _:
            return None


def _put(name: str, written: Value, model: Model) -> tuple[Value] | None:
    """What a field holds once a value was put into it; a token (`{{...}}`) is only known when the step runs."""
    if isinstance(written, str) and "{{" in written:
        return None
    field = model.fields.get(name)
    if field is not None and field.type == "flag":
        return (str(written).casefold() in _YES,)
    return (written,)


def before(condition: Condition, effects: Effects, rewriter: Rewriter) -> Condition:
    """The condition that holds of a person exactly if `condition` holds of them after the effects. May raise Unforeseen."""
    return _before(rewriter.plain(condition), effects, rewriter) if effects.held else condition


def _before(condition: Condition, effects: Effects, rewriter: Rewriter) -> Condition:
    match condition:
        case All(parts=parts, span=span):
            return All(tuple(_before(part, effects, rewriter) for part in parts), span)
        case AnyOf(parts=parts, span=span):
            return AnyOf(tuple(_before(part, effects, rewriter) for part in parts), span)
        case Not(part=part, span=span):
            return Not(_before(part, effects, rewriter), span)
        case _:
            return _leaf(condition, effects, rewriter)


def _leaf(condition: Condition, effects: Effects, rewriter: Rewriter) -> Condition:
    key = _asked(condition, rewriter.find)
    if key not in effects.held:
        return condition
    left = effects.held[key]
    if left is None or isinstance(condition, Age):
        raise Unforeseen(key[1])
    kind, name = key
    person = Person(
        {name: left[0]} if kind == "field" else {},
        {name: bool(left[0])} if kind == "list" else {},
        {},
        str(left[0]) if kind == "stage" else None,
        str(left[0]) if kind == "status" else None,
    )
    it_holds = holds(condition, person, rewriter.model, rewriter.find)
    return All((), condition.span) if it_holds else AnyOf((), condition.span)


def _asked(condition: Condition, find: Find | None) -> tuple[str, str]:
    match condition:
        case (
            Comparison(field=field)
            | Membership(field=field)
            | Empty(field=field)
            | Flag(field=field)
            | Age(field=field)
        ):
            return "field", field.name
        case InStage():
            return "stage", ""
        case HasStatus():
            return "status", ""
        case InAsset(asset=asset):
            found = find(asset) if find else None
            return "list", found.name if isinstance(found, Asset) else asset.name
        case _:
            return "", ""
