"""The workload as HCL: a labelled block a declaration, one file an area."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.workload import areas
from bench.writers.records import Value, records


def write(n: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for area in areas(n):
        lines = (line for kind, those in records(area).items() for line in _blocks(kind, those, ""))
        (folder / f"area-{area.number:03d}.hcl").write_text("\n".join(lines) + "\n")


def _blocks(kind: str, those: object, indent: str) -> Iterator[str]:
    assert isinstance(those, list)
    for each in those:
        label = each.get("name", "")
        yield f"{indent}{kind.removesuffix('s')}" + (f' "{label}"' if label else "") + " {"
        yield from _body({key: value for key, value in each.items() if key != "name"}, indent + "  ")
        yield indent + "}"


def _body(record: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in record.items():
        if isinstance(value, str | int):
            yield f"{indent}{key} = {json.dumps(value)}"
        elif isinstance(value, Mapping):
            yield f"{indent}{key} {{"
            yield from _body(value, indent + "  ")
            yield indent + "}"
        elif all(isinstance(each, str) for each in value):
            yield f"{indent}{key} = {json.dumps(list(value))}"
        else:
            yield from _blocks(key, value, indent)
