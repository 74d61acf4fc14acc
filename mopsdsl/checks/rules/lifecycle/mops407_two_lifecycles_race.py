"""MOPS407: a partition that two lifecycles move."""

from collections.abc import Iterator
from functools import reduce
from itertools import islice
from operator import or_

from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import Coverage, coverages
from mopsdsl.diagnostics.finding import Edit, Finding, Fix, Related, Rule, Severity
from mopsdsl.diagnostics.wording import MANY, some
from mopsdsl.model.base import Everything
from mopsdsl.source.text import Span

RULE = Rule("MOPS407", "two-lifecycles-race", Severity.ERROR, "A partition that two lifecycles move.")


def check(context: Context) -> Iterator[Finding]:
    alive = _alive(context)
    covers = [one for one in coverages(context) if one.clear]
    moved: dict[str, int] = {}  # partition → the lifecycles so far that move its people, each a bit
    for bit, other in enumerate(covers):
        here = other.moves & alive
        racing = reduce(or_, (moved.get(name, 0) for name in here), 0)
        first = list(islice(_bits(racing), MANY))
        for number in first:
            yield _finding(covers[number], other, sorted(covers[number].moves & here))
        if (rest := racing.bit_count() - len(first)) > 0:
            yield _more(other, rest)
        for name in here:
            moved[name] = moved.get(name, 0) | 1 << bit


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while number:
        yield (number & -number).bit_length() - 1
        number &= number - 1


def _alive(context: Context) -> frozenset[str]:
    return frozenset(name for name, partition in context.model.partitions.items() if not partition.empty)


def _finding(one: Coverage, other: Coverage, both: list[str]) -> Finding:
    """At the narrower of the two: it is the exception, and the wider one has to leave its people out."""
    wide, narrow = (one, other) if len(one.claims) >= len(other.claims) else (other, one)
    if isinstance(narrow.lifecycle.partitions, Everything) and not isinstance(
        wide.lifecycle.partitions, Everything
    ):
        wide, narrow = narrow, wide
    names = (wide.lifecycle.name, narrow.lifecycle.name)
    return RULE.finding(
        _place(narrow, both),
        f"Lifecycles {names[0]} and {names[1]} both move the people of {some(both)}: which of them comes first is chance, and "
        "each undoes what the other does.",
        f"Leave them to one: `for partitions all except {', '.join(both)}` in {wide.lifecycle.name}."
        if isinstance(wide.lifecycle.partitions, Everything)
        else "Say in each whose people it moves (`for partitions ...`), every partition once.",
        related=(Related(_place(wide, both), f"{wide.lifecycle.name} moves them, too"),),
        fixes=_fixes(wide, narrow, both),
        subject=narrow.lifecycle.id,
        # Where one of them does not say for whom it is, it may be for nobody yet.
        severity=None if one.said and other.said else Severity.WARNING,
    )


def _more(cover: Coverage, rest: int) -> Finding:
    """The lifecycles that are not told one by one."""
    return RULE.finding(
        cover.lifecycle.span,
        f"{rest:,} more lifecycles move people whom lifecycle {cover.lifecycle.name} moves: each undoes what the others do.",
        "Say in each whose people it moves (`for partitions ...`), every partition once.",
        subject=cover.lifecycle.id,
        severity=None if cover.said else Severity.WARNING,
    )


def _place(cover: Coverage, both: list[str]) -> Span:
    """Where a lifecycle names one of them, else its own place."""
    partitions = cover.lifecycle.partitions
    named = partitions if isinstance(partitions, tuple) else ()
    return next((one.span for one in named if one.name in both), cover.lifecycle.span)


def _fixes(wide: Coverage, narrow: Coverage, both: list[str]) -> tuple[Fix, ...]:
    """Leave them out of the wider one, where its last exception is there to write behind."""
    partitions = wide.lifecycle.partitions
    if not isinstance(partitions, Everything) or not partitions.except_ or set(both) != set(narrow.moves):
        return ()
    last = partitions.except_[-1].span
    end = Span(last.source, last.end, last.end, last.round)
    names = ", ".join(both)
    return (Fix(f"Leave {names} out of {wide.lifecycle.name}", (Edit(end, f", {names}"),)),)
