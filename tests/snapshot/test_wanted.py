"""Every place of a reference says what is wanted there."""

from collections.abc import Iterator
from typing import Any, get_args

import attrs

from mopsdsl.lowering.assets import CLASSES
from mopsdsl.model.base import Reference
from mopsdsl.model.model import Model
from mopsdsl.snapshot.attributes import PLACES_OF, key_of
from mopsdsl.snapshot.shape import parts, types_of, written
from mopsdsl.snapshot.values import BOUNDS, WORDS
from mopsdsl.snapshot.wanted import BY_WORD, WANTED
from mopsdsl.source.text import Span


def classes(annotation: Any, seen: set[type]) -> Iterator[type]:
    """Every class of values inside a type."""
    for part in (*parts(annotation), *get_args(annotation)):
        if part is not annotation:
            yield from classes(part, seen)
    if isinstance(annotation, type) and attrs.has(annotation) and annotation not in seen:
        seen.add(annotation)
        yield annotation
        for name in written(annotation):
            yield from classes(types_of(annotation)[name], seen)


ALL = [
    one
    for start in (Model, *CLASSES.values())
    for one in classes(start, set())
    if one not in (Model, Reference)
]


def keys(wanted: Any) -> set[str]:
    """ "Class.attribute" of all attributes in whose type a class is."""
    return {
        key_of(cls, name)
        for cls in ALL
        for name, annotation in types_of(cls).items()
        if wanted in (*parts(annotation), *(one for part in parts(annotation) for one in get_args(part)))
    }


def test_every_reference_says_what_is_wanted() -> None:
    """When this fails: add the place to WANTED in mopsdsl/snapshot/wanted.py, with the kind and verb that lowering gives it."""
    held = keys(Reference) - {"Declaration.references", "Everything.except_"}
    assert held == WANTED.keys() | BY_WORD.keys()


def test_every_optional_place_says_what_it_is_the_place_of() -> None:
    optional = {
        key_of(cls, name)
        for cls in ALL
        for name, annotation in types_of(cls).items()
        if Span in parts(annotation) and len(parts(annotation)) > 1
    }
    assert optional == PLACES_OF.keys()


def test_what_is_bounded_is_in_the_model() -> None:
    assert WORDS.keys() <= keys(str)
    assert BOUNDS.keys() <= keys(int)
