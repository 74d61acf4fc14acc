"""model.json: the whole model for other tools, and the snapshot that change plans start from."""

import json
from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.render.model_json import encode

NAME = "model"


def emit(context: Context) -> Iterator[tuple[str, str]]:
    """One file; its JSON Schema is published as mopsdsl/render/schemas/model.v1.json."""
    yield "model.json", json.dumps(encode(context.model, context.names), indent=1, ensure_ascii=False) + "\n"
