"""What was measured: samples by tool and size, kept as JSON so that a report can be written again without a run."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable
from pathlib import Path

from attrs import asdict, define, field, frozen


@frozen
class Sample:
    """`processor` is what the process itself has worked: the same on a machine that has other work as on a quiet one."""

    seconds: float
    kilobytes: int
    processor: float = 0.0


@define
class Results:
    """Samples and failures, by tool and then by size; `about` is what a reader must know of the machine."""

    about: dict[str, str] = field(factory=dict)
    samples: dict[str, dict[int, list[Sample]]] = field(factory=dict)
    failures: dict[str, dict[int, str]] = field(factory=dict)
    dangling: dict[str, str] = field(factory=dict)
    missing: list[str] = field(factory=list)

    def add(self, tool: str, size: int, sample: Sample) -> None:
        self.samples.setdefault(tool, {}).setdefault(size, []).append(sample)

    def fail(self, tool: str, size: int, why: str) -> None:
        self.failures.setdefault(tool, {})[size] = why

    def forget(self, tool: str, sizes: Iterable[int]) -> None:
        """Drop what was measured of a tool at these sizes."""
        for size in sizes:
            self.samples.get(tool, {}).pop(size, None)
            self.failures.get(tool, {}).pop(size, None)

    def of(self, tool: str, size: int) -> list[Sample]:
        return self.samples.get(tool, {}).get(size, [])

    def seconds(self, tool: str, size: int) -> float | None:
        """The median, or None where nothing was measured."""
        samples = self.of(tool, size)
        return statistics.median(each.seconds for each in samples) if samples else None

    def slowest_twentieth(self, tool: str, size: int) -> float | None:
        """The seconds that 95 in 100 don't exceed, or None where nothing was measured."""
        samples = sorted(each.seconds for each in self.of(tool, size))
        return samples[max(0, -(-len(samples) * 95 // 100) - 1)] if samples else None

    def processor(self, tool: str, size: int) -> float | None:
        """The median of the seconds that the process itself has worked, or None where nothing was measured."""
        samples = self.of(tool, size)
        return statistics.median(each.processor for each in samples) if samples else None

    def kilobytes(self, tool: str, size: int) -> float | None:
        """The median of the peaks."""
        samples = self.of(tool, size)
        return statistics.median(each.kilobytes for each in samples) if samples else None

    def sizes(self) -> list[int]:
        return sorted({size for by_size in self.samples.values() for size in by_size})

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def load(cls, path: Path) -> Results:
        raw = json.loads(path.read_text())
        samples = {
            tool: {int(size): [Sample(**each) for each in those] for size, those in by_size.items()}
            for tool, by_size in raw["samples"].items()
        }
        failures = {
            tool: {int(size): why for size, why in each.items()} for tool, each in raw["failures"].items()
        }
        return cls(raw["about"], samples, failures, raw["dangling"], raw["missing"])
