"""Finds the rules, runs them all, and lets exceptions hide what they name."""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from mopsdsl.checks import rules
from mopsdsl.checks.context import Context
from mopsdsl.checks.doubt import without_doubtful
from mopsdsl.diagnostics.finding import Finding, Rule

if TYPE_CHECKING:
    from mopsdsl.checks.changes import ChangeContext

ABOUT_NAMES = ("MOPS002", "MOPS004")
ABOUT_CHANGES = "changes"
"""The family that is asked about a change and not about one model."""

Check = Callable[[Context], Iterator[Finding]]
ChangeCheck = Callable[["ChangeContext"], Iterator[Finding]]


@cache
def discovered() -> tuple[tuple[Rule, Check], ...]:
    """Every rule about a model with its check, by code: the modules `mopsNNN_name` in the packages below `rules`."""
    families = [family.name for family in iter_modules(rules.__path__) if family.name != ABOUT_CHANGES]
    return _rules_of(families)


@cache
def discovered_changes() -> tuple[tuple[Rule, ChangeCheck], ...]:
    """Every rule about a change with its check, by code."""
    return _rules_of([ABOUT_CHANGES])


def _rules_of(families: list[str]) -> tuple[tuple[Rule, Any], ...]:
    found = []
    for family in families:
        package = import_module(f"{rules.__name__}.{family}")
        for module in iter_modules(package.__path__):
            if module.name.startswith("mops"):
                loaded = import_module(f"{package.__name__}.{module.name}")
                found.append((loaded.RULE, loaded.check))
    return tuple(sorted(found, key=lambda pair: pair[0].code))


def run(context: Context) -> Iterator[Finding]:
    """All findings of all rules, rule by rule. Those about names see the spec as it is, all others as it was meant."""
    return chain.from_iterable(rule_by_rule(context))


def rule_by_rule(context: Context, only: Collection[str] = ()) -> Iterator[Iterator[Finding]]:
    """The same, to be taken up by one rule at a time; of the rules with the codes in `only`, where there are any."""
    meant = context.meant
    for rule, check in discovered():
        if only and rule.code not in only:
            continue
        yield check(context) if rule.code in ABOUT_NAMES else without_doubtful(meant, check(meant))


def run_changes(change: "ChangeContext") -> Iterator[Finding]:
    """All findings about a change, rule by rule. Both models should be free of errors about text and names."""
    for _, check in discovered_changes():
        yield from check(change)
