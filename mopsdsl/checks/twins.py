"""Pairs of one thing that is gone and one that is new, alike enough to be the same under a new name.

Alike is what they hold and who uses them; where there is little of that, their names. Each new thing is compared with the few that
share something rare with it, so that thousands of changes stay quick.
"""

import re
from collections.abc import Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.changes.change import Create, Remove
from mopsdsl.changes.uses import users
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.diagnostics.nearest import is_slip

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
class Twins:
    old: Remove
    new: Create
    likeness: float


def twins(context: ChangeContext) -> tuple[Twins, ...]:
    """Every likely rename, the most alike first; nothing is in two pairs. What stands in a renamed thing follows it, and is left out."""
    changes = context.comparison.changes
    gone = {one.id: one for one in changes if isinstance(one, Remove) and _kind(one) not in _WITHOUT}
    new = {one.id: one for one in changes if isinstance(one, Create) and _kind(one) not in _WITHOUT}
    if not gone or not new:
        return ()
    before, after = _Features(context, 0), _Features(context, 1)
    olds = {id: before.of(one) for id, one in gone.items()}
    news = {id: after.of(one) for id, one in new.items()}
    scored: list[tuple[float, str, str]] = []
    for new_id, old_id in _worth_comparing(olds, news):
        likeness = _likeness(gone[old_id], new[new_id], olds[old_id], news[new_id])
        if likeness >= LEAST:
            scored.append((-likeness, old_id, new_id))
    found: dict[str, Twins] = {}
    taken: set[str] = set()
    for negative, old_id, new_id in sorted(scored):
        if old_id not in taken and new_id not in taken:
            taken |= {old_id, new_id}
            found[new_id] = Twins(gone[old_id], new[new_id], -negative)
    return tuple(one for one in found.values() if not _follows(one, found))


def _kind(change: Create | Remove) -> str:
    return change.id.partition(":")[0]


class _Features:
    """What tells a thing from others in one of the models: its plain data, leaf by leaf, and who uses or sees it."""

    def __init__(self, context: ChangeContext, end: int) -> None:
        self.world = context.worlds[end]
        self.users = context.users if end == 0 else users(self.world)

    def of(self, change: Create | Remove) -> Features:
        found = set(
            _leaves("", {key: one for key, one in change.data.items() if key not in _NAMES | _COMMON})
        )
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


def _worth_comparing(olds: dict[str, Features], news: dict[str, Features]) -> Iterator[tuple[str, str]]:
    """(new id, old id) of one kind that share a rare feature or a word of their names."""
    holding: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for id, features in olds.items():
        kind = id.partition(":")[0]
        for feature in (*features, *_words(id)):
            holding.setdefault((kind, feature), []).append(id)
    for id, features in news.items():
        kind = id.partition(":")[0]
        near: set[str] = set()
        for feature in (*features, *_words(id)):
            sharing = holding.get((kind, feature), ())
            if len(sharing) <= _RARE:
                near.update(sharing)
        yield from ((id, old) for old in sorted(near))


def _words(id: str) -> Iterator[tuple[str, str]]:
    for word in _split(id):
        yield "word", word
        yield "beginning", word[:3]


def _split(id: str) -> list[str]:
    last = id.partition(":")[2].rpartition(".")[2]
    return [word for word in re.split(r"[\W_]+", last.casefold()) if word]


def _likeness(old: Remove, new: Create, olds: Features, news: Features) -> float:
    """Half by what they hold, half by their names; a name that is quite another counts against little that they hold."""
    if old.kind != new.kind:
        return 0.0
    both = len(olds & news)
    content = both / len(olds | news) if olds or news else 0.0
    name = max(_alike(old.id, new.id), _same_title(old, new))
    weight = min(both, 4) / 4  # four things in common are worth as much as the name
    return max(content * weight, (content * weight + name) / 2 if both else name * 0.7)


def _same_title(old: Remove, new: Create) -> float:
    own = (old.title, new.title)
    return 1.0 if own[0] and own[0].casefold() == own[1].casefold() else 0.0


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
