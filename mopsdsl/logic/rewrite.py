"""Conditions said in the fields themselves: derived fields by their sources, smart lists and segments by their own conditions."""

from collections.abc import Sequence

from mopsdsl.logic.evaluate import Find, literals_of, segmentation_of
from mopsdsl.model.assets import Segment, SmartList
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import (
    Age,
    All,
    AnyOf,
    Comparison,
    Condition,
    Empty,
    Flag,
    InAsset,
    Membership,
    Not,
)
from mopsdsl.model.model import Model
from mopsdsl.model.people import Field


class Rewriter:
    """Rewrites conditions of one model. A circle of lists or of derivations is left as it stands, where it closes."""

    def __init__(self, model: Model, find: Find | None) -> None:
        self.model = model
        self.find = find
        self.open: list[str] = []

    def plain(self, condition: Condition) -> Condition:
        match condition:
            case All(parts=parts, span=span):
                return All(tuple(self.plain(part) for part in parts), span)
            case AnyOf(parts=parts, span=span):
                return AnyOf(tuple(self.plain(part) for part in parts), span)
            case Not(part=part, span=span):
                return Not(self.plain(part), span)
            case InAsset():
                return self.membership(condition)
            case Comparison() | Membership() | Empty() | Flag() | Age():
                field = self.model.fields.get(condition.field.name)
                if field is None or not field.derivation or not field.sources or field.name in self.open:
                    return condition
                self.open.append(field.name)
                written = self.plain(of_sources(condition, field, self.model))
                self.open.pop()
                return written
            case _:
                return condition

    def membership(self, condition: InAsset) -> Condition:
        found = self.find(condition.asset) if self.find else None
        if isinstance(found, SmartList) and found.when is not None and found.name not in self.open:
            self.open.append(found.name)
            written = self.plain(found.when)
            self.open.pop()
            return written
        if isinstance(found, Segment):
            owner = segmentation_of(found, self.model)
            if owner.name not in self.open:
                self.open.append(owner.name)
                written = self.plain(segment_alone(found, owner.segments))
                self.open.pop()
                return written
        return condition


def segment_alone(segment: Segment, segments: Sequence[Segment]) -> Condition:
    """Whom a segment really takes: those who fit it and none of the earlier ones."""
    earlier = segments[: segments.index(segment)]
    return All((segment.when, *(Not(one.when, one.span) for one in earlier)), segment.span)


def of_sources(
    condition: Comparison | Membership | Empty | Flag | Age, field: Field, model: Model
) -> Condition:
    """A condition on a derived field as one on its sources."""
    span = condition.span
    if isinstance(condition, Empty):
        nothing = All(tuple(Empty(source, False, span) for source in field.sources), span)
        return Not(nothing, span) if condition.negated else nothing
    if isinstance(condition, Membership):
        each = tuple(
            Comparison(condition.field, "is", one, one.span) for one in literals_of(condition, model)
        )
        among = AnyOf(tuple(of_sources(one, field, model) for one in each), span)
        return Not(among, span) if condition.negated else among
    if isinstance(condition, Comparison):
        positive = {"is not": "is", "does not contain": "contains"}.get(condition.operator)
        if positive:
            return Not(of_sources(_with(condition, condition.field, positive), field, model), span)
    kind = field.derivation.split()[0]
    if kind not in ("larger", "smaller"):
        return _first_known(condition, field)
    if isinstance(condition, Comparison) and condition.operator == "is":
        bounds = (_with(condition, condition.field, operator) for operator in (">=", "<="))
        return All(tuple(of_sources(one, field, model) for one in bounds), span)
    one_is_enough = _upward(condition) == (kind == "larger")
    on_sources = tuple(_with(condition, source) for source in field.sources)
    if one_is_enough:
        return AnyOf(on_sources, span)
    known = AnyOf(tuple(Empty(source, True, span) for source in field.sources), span)
    nothing_or = (
        AnyOf((Empty(source, False, span), on_sources[place]), span)
        for place, source in enumerate(field.sources)
    )
    return All((known, *nothing_or), span)


def _upward(condition: Comparison | Flag | Age) -> bool:
    """Whether a larger value meets it the sooner: "at least", and for dates "not older than"."""
    if isinstance(condition, Age):
        return not condition.older
    return isinstance(condition, Flag) or condition.operator in (">", ">=")


def _first_known(condition: Comparison | Flag | Age, field: Field) -> Condition:
    ways: list[Condition] = []
    before: tuple[Condition, ...] = ()
    for source in field.sources:
        ways.append(All((*before, _with(condition, source)), condition.span))
        before = (*before, Empty(source, False, condition.span))
    return AnyOf(tuple(ways), condition.span)


def _with(
    condition: Comparison | Flag | Age, field: Reference, operator: str = ""
) -> Comparison | Flag | Age:
    if isinstance(condition, Comparison):
        return Comparison(field, operator or condition.operator, condition.literal, condition.span)
    if isinstance(condition, Flag):
        return Flag(field, condition.span)
    return Age(field, condition.older, condition.duration, condition.span)
