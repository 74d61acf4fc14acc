"""Whether a condition holds of one person: the meaning of conditions, against which the decider is held.

Two-valued, as Marketo's filters are. A field may hold nothing: then it is not equal to, not above, not below and contains nothing, so
`is not` and `does not contain` hold. Texts are compared without regard to upper and lower case.
"""

from collections.abc import Callable
from datetime import date, datetime
from operator import ge, gt, le, lt
from typing import Any, assert_never

from mopsdsl.logic.ages import is_older
from mopsdsl.logic.person import Person, Value
from mopsdsl.model.assets import Asset, Segment, Segmentation, SmartList
from mopsdsl.model.base import Reference
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
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field

Find = Callable[[Reference], object]
"""What a reference stands for, or None: `graphs.names.Names.find`."""

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt}


def holds(condition: Condition, person: Person, model: Model, find: Find | None = None) -> bool:
    """Whether the condition holds of the person.

    Lists and segments are looked up in the person first; smart lists and segments that the person says nothing of are worked out
    from their own conditions, found by `find`.
    """
    return _Evaluation(person, model, find).holds(condition)


def value_of(name: str, person: Person, model: Model) -> Value:
    """What a field of the person holds; a derived field follows from its sources."""
    return _Evaluation(person, model, None).value(name)


class _Evaluation:
    def __init__(self, person: Person, model: Model, find: Find | None) -> None:
        self.person = person
        self.model = model
        self.find = find
        self.open: list[object] = []
        self.values: dict[str, Value] = {}
        self.members: dict[str, bool] = {}
        self.chosen: dict[str, Segment | None] = {}

    def holds(self, condition: Condition) -> bool:
        match condition:
            case All(parts=parts):
                return all(self.holds(part) for part in parts)
            case AnyOf(parts=parts):
                return any(self.holds(part) for part in parts)
            case Not(part=part):
                return not self.holds(part)
            case Comparison(field=field, operator=operator, literal=literal):
                return compare(self.value(field.name), operator, literal.value)
            case Membership(field=field, negated=negated):
                held = self.value(field.name)
                return negated != any(
                    compare(held, "is", one.value) for one in literals_of(condition, self.model)
                )
            case Empty(field=field, negated=negated):
                return negated != (self.value(field.name) is None)
            case Flag(field=field):
                return self.value(field.name) is True
            case Age(field=field, older=older, duration=duration):
                held = self.value(field.name)
                return isinstance(held, date) and older == is_older(held, self.person.now, duration)
            case InStage(stages=stages, negated=negated):
                return negated != ((self.person.stage or "") in {stage_name(stage) for stage in stages})
            case HasStatus(statuses=statuses, negated=negated):
                return negated != any(
                    compare(self.person.status or None, "is", one.value) for one in statuses
                )
            case InAsset():
                return self.in_asset(condition)
            case _:
                assert_never(condition)

    def value(self, name: str) -> Value:
        """What the field holds; a field `larger of`, `smaller of` or `first known of` others follows from them."""
        person, field = self.person, self.model.fields.get(name)
        if name in person.values or field is None or not field.derivation or name in self.open:
            return person.values.get(name)
        if name not in self.values:  # once: what several are made of would be asked again for each of them
            self.open.append(name)
            self.values[name] = derived(field, [self.value(source.name) for source in field.sources])
            self.open.pop()
        return self.values[name]

    def in_asset(self, condition: InAsset) -> bool:
        path = condition.asset.name
        found = self.find(condition.asset) if self.find else None
        if isinstance(found, Segment):
            return self.in_segment(found)
        name = found.name if isinstance(found, Asset) else path
        when = found.when if isinstance(found, SmartList) else None
        if name in self.person.lists or when is None or name in self.open:
            owner, _, segment = path.rpartition(".")
            return self.person.lists.get(name, False) or self.person.segments.get(owner) == segment
        if name not in self.members:
            self.open.append(name)
            self.members[name] = self.holds(when)
            self.open.pop()
        return self.members[name]

    def in_segment(self, segment: Segment) -> bool:
        owner = segmentation_of(segment, self.model)
        if owner.name in self.person.segments or owner.name in self.open:
            return self.person.segments.get(owner.name) == segment.name
        if owner.name not in self.chosen:
            self.open.append(owner.name)
            self.chosen[owner.name] = next((one for one in owner.segments if self.holds(one.when)), None)
            self.open.pop()
        return self.chosen[owner.name] is segment


def compare(held: Value, operator: str, constant: Any) -> bool:
    """One value against one constant; values of different sorts are never equal, and neither is above the other."""
    if operator == "is not":
        return not compare(held, "is", constant)
    if operator == "does not contain":
        return not compare(held, "contains", constant)
    if held is None or isinstance(held, str) != isinstance(constant, str) or isinstance(held, bool):
        return False
    if isinstance(held, date) != isinstance(constant, date):
        return False
    if isinstance(held, str):
        return _compare_texts(held.casefold(), operator, constant.casefold())
    if isinstance(held, datetime):
        held = held.date()
    return held == constant if operator == "is" else operator in _ORDERS and _ORDERS[operator](held, constant)


def _compare_texts(held: str, operator: str, constant: str) -> bool:
    match operator:
        case "is":
            return held == constant
        case "contains":
            return constant in held
        case "starts with":
            return held.startswith(constant)
        case "ends with":
            return held.endswith(constant)
        case _:
            return False


def derived(field: Field, held: list[Value]) -> Value:
    """The value of a derived field from those of its sources, in their order; sources that hold nothing don't count.

    None where they are of different sorts: nobody can say which is larger.
    """
    known: list[Any] = [one for one in held if one is not None]
    if not known:
        return None
    choose = {"larger": max, "smaller": min}.get(field.derivation.split()[0])
    try:
        found: Value = choose(known) if choose else known[0]
    except TypeError:
        return None
    return found


def literals_of(condition: Membership, model: Model) -> tuple[Literal, ...]:
    """The values of `in (...)` or `in LIST`."""
    declared = model.lists.get(condition.list.name) if condition.list else None
    return condition.literals + (declared.literals if declared else ())


def stage_name(stage: Reference) -> str:
    """A stage by its own name: `Global.MQL` and `MQL` are the same stage of a person."""
    return stage.name.rpartition(".")[2]


def segmentation_of(segment: Segment, model: Model) -> Segmentation:
    """The segmentation that a segment belongs to."""
    owners = (asset for asset in model.assets.values() if isinstance(asset, Segmentation))
    return next(owner for owner in owners if segment in owner.segments)
