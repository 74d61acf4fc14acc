"""model.json: the whole model for other tools, and the snapshot that change plans start from."""

from collections.abc import Iterator
from json import JSONEncoder
from typing import Any

from mopsdsl.checks.context import Context
from mopsdsl.snapshot.encode import encode

NAME = "model"

_on_one_line = JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """One file; its JSON Schema is published as mopsdsl/render/schemas/model.v1.json."""
    data = encode(context.model, context.names)
    members = ",\n".join(f"  {_on_one_line(name)}: {_member(part)}" for name, part in data.items())
    yield "model.json", f"{{\n{members}\n}}\n"


def _member(part: Any) -> str:
    """A declaration a line, so that a diff shows which have changed."""
    if not isinstance(part, list) or not part:
        return _on_one_line(part)
    lines = ",\n".join(f"    {_on_one_line(item)}" for item in part)
    return f"[\n{lines}\n  ]"
