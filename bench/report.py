"""The results as Markdown: what is printed, and what bench/RESULTS.md keeps."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.goals import GOALS, Claim, Goal
from bench.results import Results
from bench.tools import DECIDING, EDITING, PASS, TOOLS, Tool
from bench.workload import SIZES

NOTES = Path(__file__).with_name("notes.toml")
MEMORY_SIZES = (10_300, 103_000)


def report(results: Results) -> str:
    """The whole page."""
    parts = [
        "# What `make bench` measured\n\nWritten by `make bench`; how it measures is in [README.md](README.md).",
        _about(results),
        "## Goals\n\nRatios of medians within this run; for G10 seconds of processor time. "
        "A stretch goal is one we would be proud of.\n\n" + _goals(results),
        _explanations(results),
        "## Times\n\nMilliseconds for the whole process, medians.\n\n" + _times(results),
        _deciding(results),
        _editing(results),
        _absences(results),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _about(results: Results) -> str:
    return "\n".join(f"- {key}: {value}" for key, value in results.about.items())


def _goals(results: Results) -> str:
    head = ("#", "what", "goal", "stretch", "measured", "verdict")
    return _table(head, (_goal(each, results) for each in GOALS))


def _goal(it: Goal, results: Results) -> tuple[str, ...]:
    verdict = it.verdict(results)
    bold = f"**{verdict}**" if verdict == "missed" else verdict
    return it.number, it.what, _claims(it.goal), _claims(it.stretch), _measured(it, results), bold


def _claims(claims: tuple[Claim, ...]) -> str:
    return "; ".join(dict.fromkeys(map(str, claims)))


def _measured(it: Goal, results: Results) -> str:
    """Each number once, though goal and stretch may both be about it."""
    values = (_value(claim, results) for claim in it.goal + it.stretch)
    return "; ".join(dict.fromkeys(values))


def _value(claim: Claim, results: Results) -> str:
    value = claim.value(results)
    return f"{claim.of}{'-' if value is None else format(value, '.3g')}{claim.unit}"


def _explanations(results: Results) -> str:
    """Why a goal or its stretch was missed, from notes.toml; a miss without a reason says so."""
    notes = tomllib.loads(NOTES.read_text())
    lines = []
    for goal in GOALS:
        verdict = goal.verdict(results)
        why = notes.get(goal.number, {}).get(verdict, "")
        if why or verdict == "missed":
            lines.append(f"- {goal.number}, {verdict}: {why or 'not understood yet.'}")
    return "## Why\n\n" + "\n".join(lines) if lines else ""


def _times(results: Results) -> str:
    sizes = [size for size in results.sizes() if size in SIZES]
    peaks = [size for size in MEMORY_SIZES if size in sizes] or sizes[-1:]
    head = ("tool", *(f"{size:,}" for size in sizes), _peak_title(peaks), "finds a dangling reference")
    return _table(head, (_row(tool, results, sizes, peaks) for tool in TOOLS if tool.name in results.samples))


def _peak_title(peaks: list[int]) -> str:
    return "peak MB at " + " / ".join(f"{size:,}" for size in peaks)


def _row(tool: Tool, results: Results, sizes: list[int], peaks: list[int]) -> tuple[str, ...]:
    times = (_milliseconds(results.seconds(tool.name, size)) for size in sizes)
    memory = " / ".join(_megabytes(results.kilobytes(tool.name, size)) for size in peaks)
    name = f"{tool.name}: {tool.does}" if tool.does else tool.name
    return name, *times, "" if tool.once else memory, results.dangling.get(tool.name, "")


def _milliseconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds * 1000:,.0f}"


def _megabytes(kilobytes: float | None) -> str:
    return "-" if kilobytes is None else f"{kilobytes / 1024:,.0f}"


def _deciding(results: Results) -> str:
    """Where there is much to decide: times, and the same as ratios."""
    measured = [tool for tool in DECIDING if tool.sizes and tool.name in results.samples]
    sizes = sorted({size for tool in measured for size in tool.sizes})
    if not measured:
        return ""
    rows = (
        (f"{tool.name}: {tool.does}", *(_decided(tool, results, size) for size in sizes)) for tool in measured
    )
    text = (
        "## Deciding\n\nMilliseconds of processor time for the whole process, medians, without a cache; in brackets the "
        f"time by the clock as a ratio to `{PASS}` in the same rounds. Reading, all other rules and printing some "
        "thousand findings are in it."
    )
    return f"{text}\n\n{_table(('what', *(f'{size:,}' for size in sizes)), rows)}"


def _editing(results: Results) -> str:
    """What somebody waits for who types."""
    measured = [name for name in EDITING if name in results.samples]
    sizes = sorted({size for name in measured for size in results.samples[name]})
    if not measured:
        return ""
    rows = ((name, *(_waited(name, results, size) for size in sizes)) for name in measured)
    text = (
        "## Editing\n\nMilliseconds from an edit to its findings in a running language server, by the clock: the median, and in brackets "
        "what 95 in 100 don't exceed. The whole project is checked when nobody has typed for as long as a check takes, 0.3 s at most, "
        "which is in its times. *Check again* is that check alone, *cold* the whole process of `mopsdsl check` beside it."
    )
    return f"{text}\n\n{_table(('what', *(f'{size:,}' for size in sizes)), rows)}"


def _waited(name: str, results: Results, size: int) -> str:
    median, most = results.seconds(name, size), results.slowest_twentieth(name, size)
    return f"{_milliseconds(median)} ({_milliseconds(most)})"


def _decided(tool: Tool, results: Results, size: int) -> str:
    mine, least = results.seconds(tool.name, size), results.seconds(PASS, size)
    worked = _milliseconds(results.processor(tool.name, size))
    return f"{worked} ({mine / least:.3g} ×)" if mine and least else worked


def _absences(results: Results) -> str:
    """What a reader looks for and does not find in the table: never silently."""
    lines = [f"- {name}: could not be installed here" for name in results.missing]
    for tool, by_size in results.failures.items():
        lines += [f"- {tool}, {size:,} declarations: {why}" for size, why in by_size.items()]
    return "## Not measured\n\n" + "\n".join(lines) if lines else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def lines() -> Iterator[str]:
        yield "| " + " | ".join(head) + " |"
        yield "|" + " --- |" * len(head)
        for row in rows:
            yield "| " + " | ".join(row) + " |"

    return "\n".join(lines())
