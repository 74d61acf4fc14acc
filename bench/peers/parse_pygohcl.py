"""pygohcl: parse, and no more."""

from __future__ import annotations

import sys
from pathlib import Path

import pygohcl

for path in sorted(Path(sys.argv[1]).glob("*.hcl")):
    pygohcl.loads(path.read_text())
