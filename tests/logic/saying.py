"""Short ways to say conditions and models in the tests of logic."""

from datetime import date
from fractions import Fraction

from mopsdsl.model.assets import Segment, Segmentation, SmartList
from mopsdsl.model.base import Duration, Reference
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
from mopsdsl.model.people import Field, Instance
from mopsdsl.source.text import Source, Span

HERE = Span(Source("test.mops", ""), 0, 0)

Constant = str | int | Fraction | date


def name(of: str, kind: str = "field") -> Reference:
    return Reference(kind, of, HERE)


def literal(constant: Constant, currency: str = "") -> Literal:
    return Literal(constant, HERE, False, currency)


def compare(field: str, operator: str, constant: Constant, currency: str = "") -> Comparison:
    return Comparison(name(field), operator, literal(constant, currency), HERE)


def among(field: str, *constants: Constant, negated: bool = False) -> Membership:
    return Membership(name(field), tuple(map(literal, constants)), None, negated, HERE)


def empty(field: str) -> Empty:
    return Empty(name(field), False, HERE)


def flag(field: str) -> Flag:
    return Flag(name(field), HERE)


def aged(field: str, older: bool, amount: int, unit: str = "days", business: bool = False) -> Age:
    return Age(name(field), older, Duration(amount, unit, business), HERE)


def every(*parts: Condition) -> All:
    return All(parts, HERE)


def some(*parts: Condition) -> AnyOf:
    return AnyOf(parts, HERE)


def no(part: Condition) -> Not:
    return Not(part, HERE)


def member(path: str) -> InAsset:
    return InAsset(name(path, "smart_list|static_list"), HERE)


def in_segment(path: str) -> InAsset:
    return InAsset(name(path, "segment"), HERE)


def stage(*names: str) -> InStage:
    return InStage(tuple(name(one, "stage") for one in names), False, HERE)


def status(*names: str) -> HasStatus:
    return HasStatus(tuple(map(literal, names)), False, HERE)


def field(
    of: str, type: str = "text", *choices: Constant, low: int | None = None, high: int | None = None, derivation: str = "",
    sources: tuple[str, ...] = (),
) -> Field:  # fmt: skip
    return Field(
        of, of, HERE, HERE, "", None, None, (), (),
        type="" if derivation else type,
        choices=tuple(map(literal, choices)) or None, choice_list=None, low=low, high=high,
        from_crm=False, known_at_creation=False, derivation=derivation, sources=tuple(map(name, sources)),
    )  # fmt: skip


def smart_list(path: str, when: Condition) -> SmartList:
    return SmartList(*_asset(path, "smart_list"), when=when)


def segmentation(path: str, **segments: Condition) -> Segmentation:
    parts = tuple(Segment(one, one, when, HERE, HERE) for one, when in segments.items())
    return Segmentation(*_asset(path, "segmentation"), segments=parts)


def _asset(path: str, kind: str) -> tuple[object, ...]:
    workspace = name(path.partition(".")[0], "workspace")
    parent = path.rpartition(".")[0]
    return (path, path, HERE, HERE, "", None, None, (), (), kind, workspace, parent, (), None, None, (), "")


def model(*fields: Field, assets: tuple[SmartList | Segmentation, ...] = ()) -> Model:
    instance = Instance(
        "X", "X", HERE, HERE, "", None, None, (), (),
        timezone="", people=None, crms=(), duplicates_by=(), limits={}, naming=(), required_tags=(), users_managed_by="",
    )  # fmt: skip
    return Model(instance, fields={one.name: one for one in fields}, assets={one.name: one for one in assets})
