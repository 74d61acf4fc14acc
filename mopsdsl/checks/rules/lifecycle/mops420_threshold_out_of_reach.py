"""MOPS420: a score threshold that the declared score rules, taken together, can't reach."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.answers import is_open, witness
from mopsdsl.checks.conditions import conditions
from mopsdsl.checks.context import Context
from mopsdsl.checks.lifecycles import shown
from mopsdsl.checks.points import Reach, reaches
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.wording import condition_text
from mopsdsl.model.base import Amount, Declaration
from mopsdsl.model.conditions import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Empty,
    Literal,
    Not,
)

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Undecided

RULE = Rule(
    "MOPS420",
    "threshold-out-of-reach",
    Severity.ERROR,
    "A score threshold that the declared score rules, taken together, can't reach; the most that they can.",
)


def check(context: Context) -> Iterator[Finding]:
    found = reaches(context)
    if not found:
        return
    for declaration, condition in conditions(context.model):
        for threshold in _thresholds(condition):
            yield from _out_of_reach(context, declaration, threshold, found)


def _thresholds(condition: Condition) -> Iterator[Comparison]:
    """The comparisons that somebody has to reach. What a `not` turns round asks for less, not for more."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _thresholds(part)
        case Comparison(operator=">=" | ">" | "is"):
            yield condition
        case Not(part=Comparison(operator="<" | "<=" | "is not", field=field, literal=literal) as part):
            # Whoever has no score fits `not Score < 50`, so it asks for nothing, but `not Score is not 50` does.
            if part.operator == "is not":
                yield Comparison(field, "is", literal, part.span)
        case _:
            return


def _out_of_reach(
    context: Context, declaration: Declaration, threshold: Comparison, found: dict[str, Reach]
) -> Iterator[Finding]:
    """Asked with every score at its most; a value that the field can never have is MOPS011."""
    if context.decider.person([threshold]) is None:
        return
    whole = _short(context, threshold, {name: reach.most for name, reach in found.items()}, found)
    if isinstance(whole, str):
        reach = found[whole]
        yield _finding(
            declaration, threshold, reach, reach.why,
            f"Lower the threshold to {reach.most} or less, raise `at most`, or add rules that give more points.",
        )  # fmt: skip
        return
    once = _short(context, threshold, {name: reach.at_once for name, reach in found.items()}, found)
    if isinstance(once, str) and (best := found[once].person) is not None:
        reach = found[once]
        why = f"not all rules can hold of one person, and the most is {reach.at_once}, for {witness(best)}"
        yield _finding(
            declaration, threshold, reach, why, f"Lower the threshold to {reach.at_once} or less, or give more points.",
            Severity.WARNING,
        )  # fmt: skip
        return
    tried = _short(context, threshold, {name: reach.tried for name, reach in found.items()}, found)
    undecided = next((one.why for one in (whole, once) if one is not None and not isinstance(one, str)), "")
    if undecided or tried is not None:
        yield _open(declaration, threshold, undecided or "there are too many rules to try them all together")


def _short(
    context: Context, threshold: Comparison, most: dict[str, Amount], found: dict[str, Reach]
) -> "str | Undecided | None":
    """The field whose most is too little; None where the threshold can be met."""
    bounds = {name: _at_most(threshold, found[name], amount) for name, amount in most.items()}
    met = context.decider.person([threshold, *bounds.values()])
    if met is not None:
        return met if is_open(met) else None
    alone = (name for name, bound in bounds.items() if context.decider.person([threshold, bound]) is None)
    return next(alone, next(iter(found)))


def _open(declaration: Declaration, threshold: Comparison, why: str) -> Finding:
    return RULE.finding(
        threshold.span,
        f"Whether anybody ever reaches {condition_text(threshold)} can't be decided: {why}.",
        "Say in the score what its rules give at most together: `at most 100`.",
        subject=declaration.id,
        severity=Severity.ADVICE,
    )


def _finding(
    declaration: Declaration, threshold: Comparison, reach: Reach, why: str, help: str, severity: Severity | None = None
) -> Finding:  # fmt: skip
    return RULE.finding(
        threshold.span,
        f"Nobody ever reaches {condition_text(threshold)}: {why}.",
        help,
        related=shown(Related(span, label) for span, label in reach.places),
        subject=declaration.id,
        severity=severity,
    )


def _at_most(threshold: Comparison, reach: Reach, most: Amount) -> Condition:
    span = threshold.span
    empty = Empty(reach.field, False, span)
    return AnyOf((empty, Comparison(reach.field, "<=", Literal(most, span), span)), span)
