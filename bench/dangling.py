"""Which tools notice a reference to nothing: the smallest workload, with one name misspelt."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.measure import Bench, Failure, run
from bench.results import Results
from bench.tools import TOOLS
from bench.workload import SIZES

SPELLINGS = (
    "Newsletter_00000",
    "Newsletter00000",
)  # in every format last written where it is used, not declared


def look(bench: Bench, results: Results) -> None:
    """Fill `results.dangling` with yes or no for each tool that accepts the sound workload."""
    for tool in TOOLS:
        if tool.form and tool.name in results.samples:
            folder = _broken(bench, bench.workload(tool.form, min(SIZES)))
            results.dangling[tool.name] = "yes" if isinstance(run(bench, tool, folder), Failure) else "no"


def _broken(bench: Bench, sound: Path) -> Path:
    broken = bench.scratch(f"broken-{sound.name}")
    shutil.copytree(sound, broken)
    for path in filter(Path.is_file, broken.rglob("*")):
        text = path.read_text()
        for spelling in SPELLINGS:
            before, found, after = text.rpartition(spelling)
            if found:
                path.write_text(before + found.replace("0000", "000x", 1) + after)
    return broken
