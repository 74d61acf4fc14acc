"""ryaml, jsonschema-rs and the cross-reference check: the fastest that a Python team can buy."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema_rs
import ryaml

from bench.peers.crosscheck import dangling


def main() -> None:
    schema = json.loads(Path(__file__).with_name("schema.json").read_text())
    validator = jsonschema_rs.validator_for(schema)
    files = []
    for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
        files.append(ryaml.loads(path.read_text()))
        for error in validator.iter_errors(files[-1]):
            sys.exit(f"{path}: {error.message}")
    if found := dangling(files):
        sys.exit("\n".join(found))


main()
