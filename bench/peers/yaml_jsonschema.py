"""PyYAML's C loader, jsonschema, and the cross-reference check."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from bench.peers.crosscheck import dangling


def main() -> None:
    schema = json.loads(Path(__file__).with_name("schema.json").read_text())
    validator = Draft202012Validator(schema)
    files = []
    for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
        files.append(yaml.load(path.read_text(), Loader=yaml.CSafeLoader))
        for error in validator.iter_errors(files[-1]):
            sys.exit(f"{path}: {error.message}")
    if found := dangling(files):
        sys.exit("\n".join(found))


main()
