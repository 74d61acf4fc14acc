"""Pairs of one thing that is gone and one that is new, alike enough to be the same under a new name.

Alike is what they hold and who uses them; where there is little of that, their names. Each new thing is compared with the few that
share something rare with it, so that thousands of changes stay quick.
"""

import re
from collections.abc import Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.changes.change import Alter, Create, Remove, Rename
from mopsdsl.changes.uses import users
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.nearest import is_slip
from mopsdsl.graphs.names import Names
from mopsdsl.model.base import Declaration
from mopsdsl.model.lifecycle import Lifecycle
from mopsdsl.snapshot.encode import Encoder
from mopsdsl.source.text import Span

Features = frozenset[tuple[str, str]]

LEAST = 0.6
"""How alike a pair has to be, from 0 to 1."""
_ALL_OF_ONE = 0.75
"""How alike names are of which one has all the words of the other and more."""
_RARE = 30
"""A feature that more things share than this tells nothing about which of them is meant."""
_NAMES = frozenset(
    ("name", "title", "documentation", "formerly", "parent", "kind", "allowances", "deprecated")
)
"""Properties that are the name's business, or words for readers."""
_COMMON = frozenset(
    (
        "asset_kind",
        "workspace",
        "type",
        "channel",
        "channel_title",
        "program_type",
        "side",
        "purpose",
        "language",
    )
)
"""Properties of which most things of a kind have one of a few values: that two have the same tells nothing."""
_WITHOUT = frozenset(("grant", "protect", "approve", "scenario", "instance", "site"))
"""Kinds that can't say `formerly`, or whose names only say what they are about."""


@value
class Thing:
    """Something that is gone or new: a declaration, or a stage of a lifecycle that stays. `kind` is as the language writes it."""

    id: str
    kind: str
    title: str
    span: Span
    features: Features

    @property
    def name(self) -> str:
        return self.id.partition(":")[2]


@value
class Twins:
    old: Thing
    new: Thing
    likeness: float


def twins(context: ChangeContext) -> tuple[Twins, ...]:
    """Every likely rename, the most alike first; nothing is in two pairs. What stands in a renamed thing follows it, and is left out."""
    olds = {one.id: one for one in _things(context, Remove, 0)}
    news = {one.id: one for one in _things(context, Create, 1)}
    scored: list[tuple[float, str, str]] = []
    for new_id, old_id in _worth_comparing(olds, news):
        likeness = _likeness(olds[old_id], news[new_id])
        if likeness >= LEAST:
            scored.append((-likeness, old_id, new_id))
    found: dict[str, Twins] = {}
    taken: set[str] = set()
    for negative, old_id, new_id in sorted(scored):
        if old_id not in taken and new_id not in taken:
            taken |= {old_id, new_id}
            found[new_id] = Twins(olds[old_id], news[new_id], -negative)
    return tuple(one for one in found.values() if not _follows(one, found))


def _things(context: ChangeContext, action: type[Remove | Create], end: int) -> Iterator[Thing]:
    """All that is gone (from the older model, 0) or new (in the newer, 1)."""
    changes = [
        one
        for one in context.comparison.changes
        if isinstance(one, action) and one.id.partition(":")[0] not in _WITHOUT
    ]
    told = _Features(context, end) if changes else None
    for one in changes:
        if told is not None:
            yield Thing(one.id, one.kind, one.title, one.span, told.of(one))
    for altered in context.comparison.changes:
        if isinstance(altered, Alter | Rename) and isinstance(altered.before, Lifecycle):
            ends = (altered.before, altered.after)
            yield from _stages(ends[end], ends[1 - end], context.worlds[end].names)


def _stages(here: Declaration, there: Declaration, names: Names) -> Iterator[Thing]:
    """The stages that one version of a lifecycle has and the other has not: what they are, and how people come and go."""
    assert isinstance(here, Lifecycle)
    assert isinstance(there, Lifecycle)
    known, encode = {stage.name for stage in there.stages}, Encoder(names)
    ways = [encode(one) for one in here.transitions]
    for stage in here.stages:
        if stage.name not in known:
            data = {key: one for key, one in encode(stage).items() if key not in _NAMES}
            id = f"stage:{here.name}.{stage.name}"
            near = {
                (end, str(way[other]).replace(id, "itself"))
                for way in ways
                for end, other in (("source", "target"), ("target", "source"))
                if way[end] == id
            }
            features = frozenset((*_leaves("", data), *near))
            yield Thing(id, "stage", stage.title or stage.name, stage.span, features)


class _Features:
    """What tells a thing from others in one of the models: its plain data, leaf by leaf, and who uses or sees it."""

    def __init__(self, context: ChangeContext, end: int) -> None:
        self.world = context.worlds[end]
        self.users = context.users if end == 0 else users(self.world)

    def of(self, change: Create | Remove) -> Features:
        left_out = _NAMES | _COMMON
        found = set(_leaves("", {key: one for key, one in change.data.items() if key not in left_out}))
        found.update(("used by", user) for user in self.users.get(change.id, ()))
        if change.id.startswith("partition:"):
            seers = self.world.sight.workspaces.get(change.name, ())
            found.update(("seen by", one) for one in seers if not self.world.sight.sees_everything(one))
        return frozenset(found)


def _leaves(path: str, data: Any) -> Iterator[tuple[str, str]]:
    """Every plain value of some data with the way to it; what is empty tells nothing."""
    if isinstance(data, dict):
        for key, part in data.items():
            yield from _leaves(f"{path}.{key}", part)
    elif isinstance(data, list):
        for part in data:
            yield from _leaves(path, part)
    elif data not in (None, "", False):
        yield path, str(data)


def _worth_comparing(olds: dict[str, Thing], news: dict[str, Thing]) -> Iterator[tuple[str, str]]:
    """(new id, old id) of one kind that share a rare feature or a word of their names."""
    holding: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for old in olds.values():
        for feature in (*old.features, *_words(old.id)):
            holding.setdefault((old.kind, feature), []).append(old.id)
    for new in news.values():
        near: set[str] = set()
        for feature in (*new.features, *_words(new.id)):
            sharing = holding.get((new.kind, feature), ())
            if len(sharing) <= _RARE:
                near.update(sharing)
        yield from ((new.id, old) for old in sorted(near) if _may_be(old, new.id))


def _may_be(old: str, new: str) -> bool:
    """A stage stays in its lifecycle."""
    return not new.startswith("stage:") or old.rpartition(".")[0] == new.rpartition(".")[0]


def _words(id: str) -> Iterator[tuple[str, str]]:
    for word in _split(id):
        yield "word", word
        yield "beginning", word[:3]


def _split(id: str) -> list[str]:
    last = id.partition(":")[2].rpartition(".")[2]
    return [word for word in re.split(r"[\W_]+", last.casefold()) if word]


def _likeness(old: Thing, new: Thing) -> float:
    """Half by what they hold, half by their names; a name that is quite another counts against little that they hold."""
    both = len(old.features & new.features)
    content = both / len(old.features | new.features) if both else 0.0
    same_title = bool(old.title) and old.title.casefold() == new.title.casefold()
    name = 1.0 if same_title else _alike(old.id, new.id)
    weight = min(both, 4) / 4  # four things in common are worth as much as the name
    return max(content * weight, (content * weight + name) / 2 if both else name * 0.7)


def _alike(old: str, new: str) -> float:
    """How much of their names is the same: a slip of a letter, or the words that both have."""
    a, b = _split(old), _split(new)
    same_words = len(a) == len(b) and all(is_slip(one, other) for one, other in zip(a, b, strict=True))
    if same_words or "".join(a) == "".join(b):
        return 1.0
    if not a or not b:
        return 0.0
    both = set(a) & set(b)
    return _ALL_OF_ONE if len(both) == min(len(set(a)), len(set(b))) else len(both) / len(set(a) | set(b))


def _follows(pair: Twins, pairs: dict[str, Twins]) -> bool:
    """Whether what it stands in is renamed likewise, so that one `formerly` there is enough."""
    if not pair.new.id.startswith("asset:"):
        return False
    parent = pair.new.name.rpartition(".")[0]
    outer = f"asset:{parent}" if "." in parent else f"workspace:{parent}"
    above = pairs.get(outer)
    return above is not None and above.old.name == pair.old.name.rpartition(".")[0]
