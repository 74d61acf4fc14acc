"""The workload as YAML: block style, one file an area."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.workload import areas
from bench.writers.records import Value, records


def write(n: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for area in areas(n):
        text = "\n".join(_mapping(records(area), "")) + "\n"
        (folder / f"area-{area.number:03d}.yaml").write_text(text)


def _mapping(mapping: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in mapping.items():
        if isinstance(value, str | int):
            yield f"{indent}{key}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        elif all(isinstance(each, str) for each in value):
            yield f"{indent}{key}: [{', '.join(_scalar(str(each)) for each in value)}]"
        else:
            yield f"{indent}{key}:"
            for each in value:
                assert isinstance(each, Mapping)
                lines = _mapping(each, indent + "  ")
                yield f"{indent}- {next(lines).lstrip()}"
                yield from lines


def _scalar(value: str | int) -> str:
    """Names stay bare, as people write them; texts with anything else in them are quoted."""
    text = str(value)
    return text if text.replace("_", "").replace(".", "").isalnum() else json.dumps(text)
