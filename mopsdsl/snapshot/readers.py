"""How each class is read, as its annotations say, by readers that are made once.

A reader is a function from JSON data and the `State` to a value. A place in the model takes several shapes of data
(`Condition | None`): which reader it is follows from the type of the data. Whatever is wrong raises `Wrong`, with the way to it.
"""

from collections.abc import Callable, Set
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

import attrs

from mopsdsl._value import value
from mopsdsl.lowering.assets import CLASSES
from mopsdsl.model.access import Approval
from mopsdsl.model.assets import Asset, Segment
from mopsdsl.model.base import Amount, Declaration, Everything, Reference
from mopsdsl.model.growth import Distribution, Forecast, Queue, Threshold
from mopsdsl.model.lifecycle import Fence, Funnel, Lifecycle, Stage
from mopsdsl.model.people import Field
from mopsdsl.snapshot import values
from mopsdsl.snapshot.attributes import PLACES_OF, REQUIRED, key_of
from mopsdsl.snapshot.attributes import absent as absent_of
from mopsdsl.snapshot.shape import TESTS, parts, types_of, written
from mopsdsl.snapshot.unreadable import Wrong
from mopsdsl.snapshot.values import State
from mopsdsl.snapshot.wanted import BY_WORD, WANTED
from mopsdsl.syntax.scanner import MAX_NESTING

Reader = Callable[[Any, State], Any]
Shapes = dict[type, Reader | None]
"""The reader for each type of JSON data that may stand in a place; None where the data is the value."""

MAX_DEPTH = 3 * MAX_NESTING
"""Conditions inside each other: a bracket holds an `or` of an `and` of a `not` at most."""


def at(data: dict[str, Any], name: str, shapes: Shapes, state: State) -> Any:
    """The value of one property."""
    try:
        if name not in data:
            raise Wrong("this is missing")
        item = data[name]
        reader = shapes[type(item)] if type(item) in shapes else _misshapen(item, shapes)
        return item if reader is None else reader(item, state)
    except Wrong as wrong:
        wrong.path.append(name)
        raise


def _misshapen(item: Any, shapes: Shapes) -> Reader:
    expected = " or ".join(dict.fromkeys(_IN_WORDS[one] for one in shapes))
    raise Wrong(f"here belongs {expected}, and there is {_IN_WORDS[type(item)]}")


_IN_WORDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "null",
    list: "a list",
    dict: "an object",
}


# Which shapes a type has


def shapes_of(annotation: Any, key: str) -> Shapes:
    """The shapes of a type; `key` is where it stands, as "Class.attribute"."""
    found: Shapes = {}
    alternatives = parts(annotation)
    if str in alternatives and date in alternatives:
        return {int: values.whole, float: values.decimal, str: values.literal}
    if any(one in TESTS for one in alternatives):
        found[dict] = _condition
    for one in alternatives:
        for shape, reader in _alone(one, key).items():
            found.setdefault(shape, reader)
    return found


def _alone(annotation: Any, key: str) -> Shapes:
    """The shapes of a type that is no union."""
    origin = get_origin(annotation)
    if annotation is Reference:
        return {str: _reference(key)}
    if annotation is Everything:
        kind, verb = WANTED[key]
        return {dict: values.everything(verb, kind)}
    if origin is tuple:
        return {list: _many(shapes_of(get_args(annotation)[0], key), get_args(annotation)[0])}
    if origin is dict:
        return {dict: _mapping(shapes_of(get_args(annotation)[1], key))}
    if annotation in _PLAIN:
        return _plain(annotation, key)
    return {dict: _object(annotation)}


_PLAIN: dict[Any, Shapes] = {
    str: {str: None},
    bool: {bool: None},
    NoneType: {NoneType: None},
    int: {int: values.whole},
    date: {str: values.day},
    Amount: {int: values.whole, float: values.decimal, str: values.fraction},
}


def _plain(annotation: Any, key: str) -> Shapes:
    if annotation is str and key in values.WORDS:
        return {str: values.one_of(values.WORDS[key])}
    if annotation is int and key in values.BOUNDS:
        return {int: values.bounded(values.BOUNDS[key])}
    return _PLAIN[annotation]


def _reference(key: str) -> Reader:
    """Reads the id at a place; at some it takes a word beside it to tell what is wanted."""
    if key not in BY_WORD:
        made: Reader = values.reference(*WANTED[key])
        return made
    readers: dict[str, Reader] = {word: values.reference(*wanted) for word, wanted in BY_WORD[key][1].items()}

    def read(item: str, state: State) -> Any:
        if state.word not in readers:
            raise Wrong(f'with "{state.word}" nothing is named here')
        return readers[state.word](item, state)

    return read


def _many(shapes: Shapes, annotation: Any) -> Reader:
    """Reads a list; what has a name stands in it once."""
    named = isinstance(annotation, type) and issubclass(annotation, Declaration | Stage | Segment | Queue)

    def read(items: list[Any], state: State) -> tuple[Any, ...]:
        made: list[Any] = []
        try:
            for item in items:
                reader = shapes[type(item)] if type(item) in shapes else _misshapen(item, shapes)
                made.append(item if reader is None else reader(item, state))
            if named and len({one.name for one in made}) < len(made):
                _report_twice(made)
        except Wrong as wrong:
            wrong.path.append(len(made))
            raise
        return tuple(made)

    return read


def _report_twice(made: list[Any]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(made):
        if one.name in seen:
            del made[index:]
            raise Wrong(f"there are two of the name {one.name}")
        seen.add(one.name)


def _mapping(shapes: Shapes) -> Reader:
    return lambda item, state: {name: at(item, name, shapes, state) for name in item}


# Objects


def _condition(item: dict[str, Any], state: State) -> Any:
    """Reads a condition by its "test"."""
    test = item.get("test")
    if type(test) is not str or test not in _CONDITIONS:
        raise Wrong(f'a condition\'s "test" is one of {", ".join(sorted(_CONDITIONS))}')
    if state.depth >= MAX_DEPTH:
        raise Wrong("conditions are nested deeper here than the language allows")
    state.depth += 1
    made = _made(_CONDITIONS[test], item, state)
    state.depth -= 1
    return made


_CONDITIONS = {test: cls for cls, test in TESTS.items()}


def _object(cls: type) -> Reader:
    if cls is Asset:
        return _asset
    if issubclass(cls, Declaration):
        return lambda item, state: _declared(cls, item, state)
    return lambda item, state: _made(cls, item, state)


def _asset(item: dict[str, Any], state: State) -> Asset:
    """An asset of its kind's class, whose path, parent and workspace agree: what walks up the tree must come to its end."""
    kind = item.get("asset_kind")
    cls = CLASSES.get(kind, Asset) if type(kind) is str else Asset
    made: Asset = _declared(cls, item, state)
    if made.parent != made.name.rpartition(".")[0] or made.workspace.name != made.name.partition(".")[0]:
        raise Wrong(f"{made.name} does not stand in its parent and its workspace")
    return made


def _declared(cls: type, item: dict[str, Any], state: State) -> Any:
    """A declaration, with the references that turn up in it."""
    state.begin(cls is Threshold, cls is Field and item.get("type") == "text", _lifecycle_of(cls, item))
    return _made(cls, item, state)


def _lifecycle_of(cls: type, item: dict[str, Any]) -> str:
    """The lifecycle in which a declaration's bare stages are looked up; "" for any."""
    if cls is Lifecycle:
        name = item.get("name")
        return name if type(name) is str else ""
    on = item.get("lifecycle") if cls in _ALONG_LIFECYCLES else None
    return on.removeprefix("lifecycle:") if type(on) is str else ""


_ALONG_LIFECYCLES = frozenset((Distribution, Fence, Forecast, Funnel))


def _held(cls: type, item: dict[str, Any], state: State) -> tuple[Reference, ...]:
    """Those references of a declaration that it holds itself: an asset inside another leaves its workspace to that one."""
    if cls is Approval or item.get("implied") is True:
        return ()
    inside = issubclass(cls, Asset) and item["workspace"] != f"workspace:{item.get('parent')}"
    return tuple(state.references[1:] if inside else state.references)


@value
class _Plan:
    """How a class is made. `slots`: for each attribute its name, its shapes, and what it is where the data lacks it.

    Without shapes it is a place, which is there where one of the attributes of those numbers is set, or no number is said.
    `references` is the number of that attribute, -1 where there is none.
    """

    slots: tuple[tuple[str, Shapes | None, Any], ...]
    known: frozenset[str]
    references: int
    word: str


def _made(cls: Any, item: dict[str, Any], state: State) -> Any:
    """One value of a class from its object."""
    plan = _plan(cls)
    made: list[Any] = []
    left, name = len(item) - (cls in TESTS), ""
    if plan.word:
        state.word = item.get(plan.word)
    try:
        for name, shapes, absent in plan.slots:
            if shapes is None:
                made.append(state.span if not absent or any(made[number] for number in absent) else None)
            elif name in item:
                left -= 1
                part = item[name]
                reader = shapes[type(part)] if type(part) in shapes else _misshapen(part, shapes)
                made.append(part if reader is None else reader(part, state))
            elif absent is REQUIRED:
                raise Wrong("this is missing")
            else:
                made.append(absent)
    except Wrong as wrong:
        wrong.path.append(name)
        raise
    if left:
        only_known(item, plan.known)
    if plan.references >= 0:
        made[plan.references] = _held(cls, item, state)
    return cls(*made)


def only_known(item: dict[str, Any], known: Set[str]) -> None:
    """A property that is not understood can't be left out of a change plan: nobody would see that it goes."""
    for name in item:
        if name not in known:
            wrong = Wrong(
                "this mopsdsl knows no such property",
                "A newer one may have written it, so read it with that one.",
            )
            wrong.path.append(name)
            raise wrong


@cache
def _plan(cls: type) -> _Plan:
    types, said = types_of(cls), written(cls)
    defaults = {field.name: field.default for field in attrs.fields(cls)}
    order = list(types)
    slots: list[tuple[str, Shapes | None, Any]] = []
    for name, annotation in types.items():
        key = key_of(cls, name)
        if name in said:
            absent = absent_of(key, annotation, defaults[name])
            slots.append((name, shapes_of(annotation, key), absent))
        else:
            slots.append((name, None, tuple(order.index(one) for one in PLACES_OF.get(key, ()))))
    word = next((BY_WORD[key][0] for name in types if (key := key_of(cls, name)) in BY_WORD), "")
    known = frozenset((*said, *(("test",) if cls in TESTS else ())))
    return _Plan(tuple(slots), known, order.index("references") if "references" in order else -1, word)
