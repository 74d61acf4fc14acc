"""Finds the rules, runs them all, and lets exceptions hide what they name."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mopsdsl.checks import rules
from mopsdsl.checks.context import Context
from mopsdsl.checks.doubt import without_doubtful
from mopsdsl.diagnostics.finding import Finding, Rule

ABOUT_NAMES = ("MOPS002", "MOPS004")

Check = Callable[[Context], Iterator[Finding]]


@cache
def discovered() -> tuple[tuple[Rule, Check], ...]:
    """Every rule with its check, by code: the modules `mopsNNN_name` in the packages below `rules`."""
    found = []
    for family in iter_modules(rules.__path__, rules.__name__ + "."):
        package = import_module(family.name)
        for module in iter_modules(package.__path__):
            if module.name.startswith("mops"):
                loaded = import_module(f"{family.name}.{module.name}")
                found.append((loaded.RULE, loaded.check))
    return tuple(sorted(found, key=lambda pair: pair[0].code))


def run(context: Context) -> Iterator[Finding]:
    """All findings of all rules, rule by rule. Those about names see the spec as it is, all others as it was meant."""
    meant = context.meant
    for rule, check in discovered():
        if rule.code in ABOUT_NAMES:
            yield from check(context)
        else:
            yield from without_doubtful(meant, check(meant))
