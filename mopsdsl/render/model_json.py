"""The JSON Schema of model.json; it follows the attrs classes, as the snapshot does, so that they can't drift apart."""

from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from mopsdsl.model.base import Amount, Everything, Reference
from mopsdsl.model.model import Model
from mopsdsl.snapshot.shape import EDITION, TESTS, VERSION, types_of, written

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
    types = types_of(cls)
    properties = {name: _schema(types[name], definitions) for name in written(cls)}
    if cls in TESTS:
        properties = {"test": {"const": TESTS[cls]}, **properties}
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
