"""The workload in each tool's own format; a writer is a function from n and a folder to the files in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.writers import cedar, deciding, hcl, kcl, mops, proto, yaml

WRITERS: dict[str, Callable[[int, Path], None]] = {
    "mops": mops.write,
    "hcl": hcl.write,
    "yaml": yaml.write,
    "kcl": kcl.write,
    "proto": proto.write,
    "cedar": cedar.write,
}
DECIDING: dict[str, Callable[[int, Path], None]] = {"routes": deciding.routes, "stages": deciding.stages}
"""What only mopsdsl is asked: no workload of the others."""
EDITED: dict[str, Callable[[int, Path], None]] = {
    "mops-edited": mops.edited_everywhere,
    "mops-edited-file": mops.edited_in_one_file,
}
"""The workload after a change, for change plans."""
