"""The goals: what was promised, as ratios within one run, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Callable

from attrs import field, frozen

from bench import tools
from bench.results import Results

SMALL, MEDIUM, LARGE, HUGE = 63, 1_030, 10_300, 103_000


@frozen
class Claim:
    """One number that must not exceed its limit; in print, `of` stands before it and `unit` after it."""

    limit: float
    unit: str
    value: Callable[[Results], float | None] = field(eq=False)
    of: str = ""

    def __str__(self) -> str:
        return f"≤ {self.limit:g}{self.unit}"


@frozen
class Goal:
    number: str
    what: str
    goal: tuple[Claim, ...]
    stretch: tuple[Claim, ...]

    def verdict(self, results: Results) -> str:
        """`stretch`, `met`, `missed` or `not measured`."""
        goal = _holds(self.goal, results)
        if goal is not True:
            return "not measured" if goal is None else "missed"
        return "stretch" if _holds(self.stretch, results) else "met"


def _holds(claims: tuple[Claim, ...], results: Results) -> bool | None:
    """False as soon as one is broken, None when one could not be measured."""
    values = [(each.value(results), each.limit) for each in claims]
    if any(value is not None and value > limit for value, limit in values):
        return False
    return None if any(value is None for value, _ in values) else True


def _times(limit: float, tool: str, size: int, against: str, of: str = "") -> Claim:
    """`tool` takes at most `limit` times as long as `against`, both at `size`."""

    def value(results: Results) -> float | None:
        mine, theirs = results.seconds(tool, size), results.seconds(against, size)
        return mine / theirs if mine and theirs else None

    return Claim(limit, f" × {against}", value, of)


def _processor(limit: float, tool: str, size: int) -> Claim:
    """Seconds, so that only those of the processor are fair to a machine that others work on."""
    return Claim(limit, " s", lambda results: results.processor(tool, size))


def _waited(milliseconds: float, tool: str, size: int, of: str = "") -> Claim:
    """95 in 100 come within so many milliseconds."""

    def value(results: Results) -> float | None:
        seconds = results.slowest_twentieth(tool, size)
        return seconds * 1000 if seconds is not None else None

    return Claim(milliseconds, " ms", value, of)


def _grows(limit: float, tool: str) -> Claim:
    """How much longer it takes in a project ten times as large."""

    def value(results: Results) -> float | None:
        small, large = results.seconds(tool, LARGE), results.seconds(tool, HUGE)
        return large / small if small and large else None

    return Claim(limit, " × as long in 103,000", value)


def _edits(whole: str) -> tuple[Claim, ...]:
    return (
        _waited(50, tools.EDIT_LARGE + whole, LARGE, "large file "),
        _waited(10, tools.EDIT_SMALL + whole, LARGE, "small file "),
    )


def _exponent(limit: float) -> Claim:
    """How time grows with size between the two largest: 1 is straight."""

    def value(results: Results) -> float | None:
        small, large = results.seconds(tools.COLD, LARGE), results.seconds(tools.COLD, HUGE)
        return math.log(large / small) / math.log(HUGE / LARGE) if small and large else None

    return Claim(limit, "", value)


def _kilobytes_a_declaration(limit: float) -> Claim:
    def value(results: Results) -> float | None:
        small, large = results.kilobytes(tools.COLD, LARGE), results.kilobytes(tools.COLD, HUGE)
        return (large - small) / (HUGE - LARGE) if small and large else None

    return Claim(limit, " KB", value)


def _starts(limit: float) -> tuple[Claim, ...]:
    return (
        _times(limit, tools.HELP, SMALL, tools.PASS, "`--help` "),
        _times(limit, tools.EXPLAIN, SMALL, tools.PASS, "`explain` "),
    )


def _cold(limit: float, size: int, against: str) -> Claim:
    return _times(limit, tools.COLD, size, against)


GOALS = (
    Goal(
        "G1",
        "`check`, 63 declarations, warm",
        (_times(4, tools.WARM, SMALL, tools.PASS),),
        (_times(2.5, tools.WARM, SMALL, tools.PASS),),
    ),
    Goal(
        "G1b",
        "`check`, 63, cold",
        (_cold(1, SMALL, tools.HCL2),),
        (_cold(1, SMALL, tools.YAML_JSONSCHEMA),),
    ),
    Goal(
        "G2",
        "`check`, 1,030, cold",
        (_cold(1.5, MEDIUM, tools.BUF_LINT), _cold(0.25, MEDIUM, tools.HCL2)),
        (_cold(1, MEDIUM, tools.BUF_LINT),),
    ),
    Goal(
        "G3",
        "`check`, 10,300, cold",
        (
            _cold(0.5, LARGE, tools.BUF_LINT),
            _cold(0.5, LARGE, tools.YAML_JSONSCHEMA),
            _cold(0.05, LARGE, tools.HCL2),
        ),
        (_cold(1, LARGE, tools.PYGOHCL),),
    ),
    Goal(
        "G3b",
        "`compile` with all outputs, 10,300",
        (_times(2, tools.COMPILE, LARGE, tools.COLD),),
        (_times(1, tools.COMPILE, LARGE, tools.BUF_BUILD),),
    ),
    Goal(
        "G4",
        "`check`, 103,000, cold",
        (_cold(0.5, HUGE, tools.BUF_LINT), _cold(0.25, HUGE, tools.KCL)),
        (_cold(1, HUGE, tools.PYGOHCL),),
    ),
    Goal("G5", "growth from 10,300 to 103,000 (exponent)", (_exponent(1.15),), (_exponent(1.1),)),
    Goal(
        "G6",
        "check again after one file of ten changed, 10,300",
        (_times(0.5, tools.RECHECK, LARGE, tools.COLD_BESIDE),),
        (_times(0.2, tools.RECHECK, LARGE, tools.COLD_BESIDE),),
    ),
    Goal(
        "G7",
        "language server, edit to what is wrong with the text, p95, 10,300",
        _edits(""),
        (_grows(1.2, tools.EDIT_SMALL),),
    ),
    Goal(
        "G7",
        "language server, edit to what is wrong with the whole project, p95, 10,300",
        _edits(tools.EDIT_ALL),
        (_grows(1.2, tools.EDIT_SMALL + tools.EDIT_ALL),),
    ),
    Goal(
        "G8",
        "memory, growth for each declaration",
        (_kilobytes_a_declaration(2),),
        (_kilobytes_a_declaration(1),),
    ),
    Goal(
        "G9",
        "`plan` between two models of 10,300, changed in each file",
        (_times(3, tools.PLAN, LARGE, tools.COLD),),
        (_times(2, tools.PLAN, LARGE, tools.COLD),),
    ),
    Goal(
        "G10",
        "`check`, a routing of 1,000 rules over 30 fields: overlap, gap, shadow, with witnesses",
        (_processor(2, tools.ROUTES, 1_000),),
        (_processor(0.5, tools.ROUTES, 1_000),),
    ),
    Goal(
        "G11",
        "`--help`, `explain CODE`",
        _starts(4),
        _starts(3),
    ),
)
