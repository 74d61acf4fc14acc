"""The model as plain data, and the JSON Schema of that data; both follow the attrs classes, so they can't drift apart.

Places in the text are left out: the same specs give the same bytes, however they are spread over files. A reference is the id of
what it stands for ("partition:EMEA"); `all` is {"all": true, "except": [...]}; conditions carry their class as "test".
"""

from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from mopsdsl.graphs.names import Measure, Names
from mopsdsl.model import conditions
from mopsdsl.model.base import Amount, Declaration, Everything, Reference
from mopsdsl.model.lifecycle import Stage
from mopsdsl.model.model import PLACES, Model
from mopsdsl.source.text import Span

VERSION = 1
EDITION = "2026"

_LEFT_OUT = frozenset(("references",))
_TESTS: dict[type, str] = {cls: cls.__name__ for cls in get_args(conditions.Condition)}


def encode(model: Model, names: Names) -> dict[str, Any]:
    """The model as JSON data: version, edition, instance, one list for each kind, sorted by name."""
    written: dict[str, Any] = {
        "version": VERSION,
        "edition": EDITION,
        "instance": _encoded(model.instance, names),
    }
    for place in PLACES.values():
        declared = getattr(model, place).values()
        written[place] = [_encoded(one, names) for one in declared if not _is_marketos_own(one)]
    written["allowances"] = [_encoded(one, names) for one in model.allowances]
    return written


def _is_marketos_own(declaration: Any) -> bool:
    """Whether it exists without anybody having declared it."""
    return bool(getattr(declaration, "standard", False) or getattr(declaration, "built_in", False))


_AS_IT_IS = frozenset((str, int, bool, type(None)))


def _encoded(item: Any, names: Names) -> Any:
    """Plain data for any value of the model."""
    kind = type(item)
    if kind in _AS_IT_IS:
        return item
    if kind is tuple:
        return [_encoded(part, names) for part in item] if item else []
    if kind is Reference:
        return identity(item, names)
    if kind is Everything:
        return {"all": True, "except": [identity(part, names) for part in item.except_]}
    if kind is dict:
        return {key: _encoded(part, names) for key, part in sorted(item.items())}
    if isinstance(item, date):
        return item.isoformat()
    if not attrs.has(kind):
        return _number(item)
    parts = [(name, getattr(item, name)) for name in _fields(kind)]
    data = {name: part if type(part) in _AS_IT_IS else _encoded(part, names) for name, part in parts}
    return {"test": _TESTS[kind], **data} if kind in _TESTS else data


@cache
def _fields(cls: type) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in attrs.fields(cls)
        if field.name not in _LEFT_OUT and Span not in _parts(field.type) and field.name != "verb"
    )


def _parts(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def identity(reference: Reference, names: Names) -> str:
    """The id of what a reference stands for: `kind:path`; a stage is `stage:Lifecycle.Name`."""
    found = names.find(reference)
    if isinstance(found, Declaration):
        return found.id
    if isinstance(found, Stage):
        owner = names.lifecycle_of(reference)
        return f"stage:{owner.name if owner else ''}.{found.name}"
    if isinstance(found, Measure):
        return f"measure:{found.name}"
    if found is not None:
        return f"segment:{_segment_path(reference, names)}"
    return f"{reference.kind.split('|')[0]}:{reference.name}"


def _segment_path(reference: Reference, names: Names) -> str:
    path, _, name = reference.name.rpartition(".")
    owner = names.asset(Reference("segmentation", path, reference.span, "", reference.scope), "segmentation")
    return f"{owner.name}.{name}" if owner else reference.name


def _number(amount: Any) -> float | str:
    """A fraction as a JSON number where that is exact to its digits, else as "numerator/denominator"."""
    nearest = float(amount)
    return nearest if type(amount)(repr(nearest)) == amount else str(amount)


# The schema

SCHEMA = "model.v1.json"
"""The published schema's file, in mopsdsl/render/schemas; `python -m mopsdsl.render.model_json` renews it."""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of model.json."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {
        "version": {"const": VERSION},
        "edition": {"const": EDITION},
    }
    for field in attrs.fields(Model):
        annotation: Any = field.type
        if get_origin(annotation) is dict:
            held: Any = get_args(annotation)[1]
            annotation = tuple.__class_getitem__((held, ...))
        properties[field.name] = _schema(annotation, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:mopsdsl:model:{VERSION}",
        "title": "A mopsdsl model",
        "description": "What .mops specs mean. References are ids, kind:path.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    Amount: {"type": ["number", "string"]},
    Reference: {"type": "string", "pattern": "^[a-z_]+:"},
}


def _schema(annotation: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin = get_origin(annotation)
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(annotation)[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(get_args(annotation)[1], definitions)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(part, definitions) for part in get_args(annotation)]}
    return _object(annotation, definitions)


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _described(cls, definitions) if cls is not Everything else _everything()
        # attrs makes each slotted class anew; the first draft of it may still be about
        all_below: list[type] = cls.__subclasses__()
        subclasses = [sub for sub in all_below if "__attrs_attrs__" in vars(sub)]
        if subclasses:
            ordered = sorted(subclasses, key=lambda sub: sub.__name__)
            alternatives = [definitions[name], *(_object(sub, definitions) for sub in ordered)]
            definitions[name] = {"anyOf": alternatives}
    return {"$ref": f"#/$defs/{name}"}


def _described(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    attrs.resolve_types(cls)  # some annotations are in quotes
    types = {field.name: field.type for field in attrs.fields(cls)}
    properties = {name: _schema(types[name], definitions) for name in _fields(cls)}
    if cls in _TESTS:
        properties = {"test": {"const": _TESTS[cls]}, **properties}
    summary = (cls.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")
    return {
        **({"description": summary} if summary else {}),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _everything() -> dict[str, Any]:
    excepted = {"type": "array", "items": _PLAIN[Reference]}
    properties = {"all": {"const": True}, "except": excepted}
    return {
        "type": "object",
        "properties": properties,
        "required": ["all", "except"],
        "additionalProperties": False,
    }


def main() -> None:
    """Write the published schema."""
    import json
    from pathlib import Path

    target = Path(__file__).with_name("schemas") / SCHEMA
    target.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
