"""cedarpy: validate one policy against the schema that holds the workload."""

from __future__ import annotations

import sys
from pathlib import Path

import cedarpy

folder = Path(sys.argv[1])
policies = (folder / "policies.cedar").read_text()
result = cedarpy.validate_policies(policies, (folder / "schema.cedarschema").read_text())
if not result.validation_passed:
    sys.exit("\n".join(map(str, result.errors)))
