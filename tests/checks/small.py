"""A world small enough to look at everybody in it: the oracle of what rules say of conditions."""

import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.api import in_order
from mopsdsl.checks import rules
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person, Value
from mopsdsl.model.conditions import Condition
from mopsdsl.model.model import Model

RULES = sorted(Path(rules.__file__).parent.glob("*/mops*.py"))

FIELDS = """
field Country text one of ("US", "DE") known at creation
field Points number from 0 to 3 known at creation
field Vip flag
"""
VALUES: dict[str, tuple[Value, ...]] = {
    "Country": (None, "US", "DE"),
    "Points": (None, 0, 1, 2, 3),
    "Vip": (None, False, True),
}

LEAVES = (
    'Country is "US"', 'Country is "DE"', 'Country is not "DE"', 'Country in ("US", "DE")', "Country is empty",
    "Points >= 1", "Points >= 3", "Points < 2", "Points is 2", "Points is not empty", "Points > 0", "Vip",
)  # fmt: skip


def conditions(leaves: tuple[str, ...] = LEAVES) -> st.SearchStrategy[str]:
    """Conditions as the language writes them."""
    leaf = st.sampled_from(leaves)
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
            st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
            inner.map(lambda one: f"not {one}"),
        ),
        max_leaves=3,
    )


def everybody() -> Iterator[dict[str, Value]]:
    for values in product(*VALUES.values()):
        yield dict(zip(VALUES, values, strict=True))


def fits(
    condition: Condition | None,
    person: dict[str, Value],
    model: Model,
    stage: str | None = None,
    status: str | None = None,
) -> bool:
    return condition is None or holds(condition, Person(dict(person), stage=stage, status=status), model)


def findings(text: str, code: str) -> list[Finding]:
    """What one rule finds in a text that is read without a mistake."""
    loaded = api.load_text(text)
    assert not loaded.findings
    [module] = (one for one in RULES if one.stem.startswith(code.lower()))
    found = import_module(f"mopsdsl.checks.rules.{module.parent.name}.{module.stem}")
    return in_order(found.check(loaded.context(date(2026, 7, 1))))


def pointed_at(finding: Finding) -> str:
    return finding.span.source.text[finding.span.start : finding.span.end]


def told(message: str) -> dict[str, Value]:
    """The person whom a message shows, in field values; what it does not say holds nothing."""
    person: dict[str, Value] = dict.fromkeys(VALUES)
    person["Vip"] = False
    for part in re.findall(
        r'(?:not )?Vip|Country "\w+"|Country empty|Points \d+|Points empty', _shown(message)
    ):
        name, _, held = part.partition(" ")
        if name == "not":
            person["Vip"] = False
        elif name == "Vip":
            person["Vip"] = True
        elif name == "Points":
            person["Points"] = None if held == "empty" else int(held)
        else:
            person["Country"] = None if held == "empty" else held.strip('"')
    return person


def _shown(message: str) -> str:
    """From "somebody with" on; "anybody" says nothing of anybody."""
    _, found, rest = message.partition("omebody with ")
    assert found or "nybody" in message, message
    return re.split(r" (?:fits|belongs|no rule|has nowhere|for one)|; |, for one", rest)[0]
