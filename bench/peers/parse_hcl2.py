"""python-hcl2: parse, and no more."""

from __future__ import annotations

import sys
from pathlib import Path

import hcl2

for path in sorted(Path(sys.argv[1]).glob("*.hcl")):
    with path.open() as file:
        hcl2.load(file)
