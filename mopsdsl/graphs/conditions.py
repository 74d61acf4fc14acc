"""What a condition asks of a person: which fields, stages, statuses and lists its answer hangs on."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.graphs.names import Names
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
    Membership,
    Not,
)
from mopsdsl.source.text import Span

Leaf = Comparison | Membership | Empty | Flag | Age | InAsset | InStage | HasStatus


@value
class Asked:
    """One thing that a condition asks. `kind`: field, stage, status, or list (a static list, or a program's members).

    `name` is empty for stage and status.
    `span` is where it stands, which may be in a list that the condition asks about.
    """

    kind: str
    name: str
    span: Span


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """The parts of a condition that ask about one thing each, in the order of the text."""
    match condition:
        case None:
            return
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case _:
            yield condition


def asked(condition: Condition | None, names: Names) -> Iterator[Asked]:
    """Everything that the answer hangs on; a smart list or a segment is looked into, so that its fields count, too."""
    yield from _asked(condition, names, set())


def _asked(condition: Condition | None, names: Names, looked_into: set[str]) -> Iterator[Asked]:
    for leaf in leaves(condition):
        match leaf:
            case InAsset(asset=asset):
                yield from _asked_by_asset(asset, names, looked_into)
            case InStage(span=span):
                yield Asked("stage", "", span)
            case HasStatus(span=span):
                yield Asked("status", "", span)
            case _:
                yield Asked("field", leaf.field.name, leaf.field.span)


def _asked_by_asset(reference: Reference, names: Names, looked_into: set[str]) -> Iterator[Asked]:
    found = names.find(reference)
    if isinstance(found, Segment):
        found = segmentation_of(reference, names)
    if not isinstance(found, Asset) or found.name in looked_into:
        return
    looked_into.add(found.name)
    match found:
        case SmartList(when=when):
            yield from _asked(when, names, looked_into)
        case Segmentation(segments=segments):
            for segment in segments:
                yield from _asked(segment.when, names, looked_into)
        case _:
            yield Asked("list", found.name, reference.span)


def segmentation_of(reference: Reference, names: Names) -> Segmentation | None:
    """The segmentation whose segment a reference means (the first that takes a person wins, so all its segments count)."""
    path = reference.name.rpartition(".")[0]
    owner = names.asset(Reference("segmentation", path, reference.span, "", reference.scope), "segmentation")
    return owner if isinstance(owner, Segmentation) else None
