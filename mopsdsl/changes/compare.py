"""Two models compared by identity: what is new, gone, renamed, or changed in which property.

Compared is what model.json holds, so files, order, layout and comments make no difference. References of the older model
are read by the names of the newer one: a rename changes the thing, not everything that refers to it.
"""

from collections.abc import Iterator
from typing import Any

from mopsdsl._value import value
from mopsdsl.changes.change import WORDS_ONLY, Alter, Change, Create, Detail, Property, Remove, Rename
from mopsdsl.changes.renames import Renames, is_of_instance, renames
from mopsdsl.changes.translate import translated
from mopsdsl.graphs.names import Names
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import NAMELESS, PLACES, Model
from mopsdsl.snapshot.encode import Encoder, is_marketos_own

_NOT_COMPARED = frozenset(("formerly", "name", "parent", "kind"))
"""What says how a thing was or is called; that is the identity's business."""
_ORDERED = frozenset(("success_path",))
"""Lists of names whose order says something."""
_OF_VALUES = frozenset(
    (
        "amount",
        "unit",
        "business",
        "currency",
        "value",
        "percent",
        "all",
        "except",
        "days",
        "opens",
        "closes",
        "first",
        "last",
        "since",
    )
)
"""What values are made of (durations, money, literals, everything, hours, days)."""


@value
class Comparison:
    """`before` is the older model with the names of the newer one, `original` the same as it was written."""

    original: Model
    before: Model
    after: Model
    renames: Renames
    changes: tuple[Change, ...]


def compare(original: Model, after: Model) -> Comparison:
    """What differs, sorted by kind (in the order of the model) and name."""
    found = renames(original, after)
    before = translated(original, found)
    old, new = _compared(before), _compared(after)
    former = {id: old_id for old_id, id in found.ids.items()}
    in_old, in_new = Encoder(Names(before)), Encoder(Names(after))
    moved = _Moved(old, new)
    changes: list[Change] = []
    for id, declaration in new.items():
        if id not in old:
            changes.append(Create(*_common(declaration, ("declared",)), in_new(declaration), declaration))
            continue
        if old[id] is declaration and not moved.concern(declaration):
            continue
        properties = tuple(_differences(declaration.kind, in_old(old[id]), in_new(declaration)))
        is_renamed = id in found.stated
        if is_renamed or properties:
            reasons = _reasons(is_renamed, properties)
            common = _common(declaration, reasons)
            changes.append(
                Rename(*common, former[id], properties, old[id], declaration)
                if is_renamed
                else Alter(*common, properties, old[id], declaration)
            )
    for id, declaration in old.items():
        if id not in new:
            data = in_old(declaration)
            changes.append(Remove(*_common(declaration, ("undeclared",)), data, declaration))
    order = {kind: number for number, kind in enumerate(_kinds_in_order())}
    changes.sort(key=lambda change: (order[change.id.partition(":")[0]], change.name))
    return Comparison(original, before, after, found, tuple(changes))


class _Moved:
    """What is only in one of the models, by the last word of its path: a name may mean something else for it."""

    def __init__(self, old: dict[str, Declaration], new: dict[str, Declaration]) -> None:
        self.words = {id.rpartition(".")[2] for id in old.keys() ^ new.keys() if id.startswith("asset:")}
        self.has_stages = any(
            old.get(id) is not new.get(id) for id in (*old, *new) if id.startswith("lifecycle:")
        )

    def concern(self, declaration: Declaration) -> bool:
        """Whether a declaration that nobody touched may refer to something else than before."""
        return any(
            (self.has_stages if one.kind == "stage" else not self.words.isdisjoint(one.name.split(".")))
            for one in declaration.references
        )


def _compared(model: Model) -> dict[str, Declaration]:
    return {one.id: one for one in model.declarations() if is_of_instance(one) and not is_marketos_own(one)}


def _kinds_in_order() -> Iterator[str]:
    yield "instance"
    yield from PLACES


def _common(
    declaration: Declaration, reasons: tuple[str, ...]
) -> tuple[str, str, str, str, tuple[str, ...], Any]:
    kind = declaration.asset_kind if isinstance(declaration, Asset) else declaration.kind
    return declaration.id, kind, declaration.name, declaration.title, reasons, declaration.span


def _reasons(is_renamed: bool, properties: tuple[Property, ...]) -> tuple[str, ...]:
    changed = tuple(f"changed:{one.name}" for one in properties)
    only_words = (
        () if is_renamed or not all(one.name in WORDS_ONLY for one in properties) else ("words-only",)
    )
    return (*(("formerly",) if is_renamed else ()), *changed, *only_words)


# What differs in the plain data of one declaration


def _differences(kind: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Property]:
    left_out = _NOT_COMPARED | {"title"} if kind in NAMELESS else _NOT_COMPARED
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old == new or name in left_out or (name not in _ORDERED and _same_set(old, new)):
            continue
        details = tuple(_details(name, old, new))
        if details:  # a stage that says what it was called before is no other stage
            yield Property(name, old, new, details)


def _same_set(before: Any, after: Any) -> bool:
    """Whether two lists hold the same names, in whatever order."""
    if not isinstance(before, list) or not isinstance(after, list) or len(before) != len(after):
        return False
    return all(isinstance(one, str) for one in (*before, *after)) and sorted(before) == sorted(after)


def _details(path: str, before: Any, after: Any) -> Iterator[Detail]:
    """The smallest parts that differ: by key in objects, by their names in lists of named things, else as a whole."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and not (_is_one(before) or _is_one(after)):
        for key in dict.fromkeys((*after, *before)):
            if key != "formerly":
                yield from _details(f"{path}.{key}", before.get(key), after.get(key))
        return
    old, new = _by_name(before), _by_name(after)
    if old is None or new is None or list(_shared(old, new)) != list(_shared(new, old)):
        yield Detail(path, before, after)
        return
    for key in dict.fromkeys((*new, *old)):
        yield from _details(f"{path}.{key}", old.get(key), new.get(key))


def _is_one(thing: dict[str, Any]) -> bool:
    """Whether an object is one value, as people say it: a condition, a length of time, an amount, `all except ...`."""
    return "test" in thing or thing.keys() <= _OF_VALUES


def _shared(these: dict[str, Any], those: dict[str, Any]) -> Iterator[str]:
    """The names that both have, in the order of the first: where the order differs, the list differs as a whole."""
    return (key for key in these if key in those)


def _by_name(listed: Any) -> dict[str, Any] | None:
    """A list of things by what tells them apart, the second of a name as such; None where nothing does."""
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return None
    named: dict[str, Any] = {}
    times: dict[str, int] = {}
    for one in listed:
        name = _name(one)
        times[name] = number = times.get(name, 0) + 1
        named[f"{name} ({number})" if number > 1 else name] = one
    return named if "" not in named else None


def _name(thing: dict[str, Any]) -> str:
    if "source" in thing and "target" in thing:
        start, end = (str(thing[key]).rpartition(".")[2] or str(thing[key]) for key in ("source", "target"))
        return f"{start} -> {end}"
    return str(thing.get("name") or thing.get("title") or "")
