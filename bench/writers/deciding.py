"""What only mopsdsl is given: routings and lifecycles that ask for answers, not for names.

R(n) is one routing of n rules over thirty fields of every type, each rule asking three to five of them: an "or" in one
of five, a text asked by its parts in some. Every fiftieth rule is a narrower copy of an earlier one, so nobody is left
for it, and nothing takes the rest, so there is a gap to be found. L(n) is one lifecycle of n stages with a condition,
a decision and a timer leaving each. Both are functions of n alone.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

PARTITIONS = 20
COPY_EVERY = 50

_WORDS = ("North", "South", "East", "West", "Field", "Stone", "River", "Wood")
_PARTS = ("VP", "Chief", "Head", "Intern", "Sales", "Data")

Ask = Callable[["Draws"], str]
"""A question about one field."""


class Draws:
    """Chance that comes out the same everywhere: Python promises that of `Random.random` alone."""

    def __init__(self, n: int) -> None:
        self._random = Random(n)

    def below(self, end: int) -> int:
        return int(self._random.random() * end)

    def some(self, of: tuple[str, ...] | list[str], count: int) -> list[str]:
        """So many of them, each once, in their order."""
        left = list(of)
        while len(left) > count:
            left.pop(self.below(len(left)))
        return left


def routes(n: int, folder: Path) -> None:
    """Write R(n)."""
    draws, asks = Draws(n), _asks()
    rules: list[str] = []
    for number in range(n):
        if number % COPY_EVERY == COPY_EVERY - 1:
            when = f"{rules[draws.below(number)]} and Company is not empty"
        else:
            when = _rule(draws, asks)
        rules.append(when)
    _write(folder, [*_fields(), *_partitions(), _routing(rules, draws)])


def stages(n: int, folder: Path) -> None:
    """Write L(n)."""
    names = [f"Stage_{number:03d}" for number in range(n)]
    lines = [f"  success path {', '.join(names)}"]
    for number, name in enumerate(names):
        kind = "end" if number == n - 1 else "inventory"
        lines.append(f'  stage {name} {kind} owned by SDR {{ status "Status {number}" }}')
    lines.append('  stage Recycled inventory owned by Demand_Gen { status "Recycled" }')
    for number, (name, following) in enumerate(pairwise(names)):
        lines.append(f"  {name} -> {following} when Score >= {(number + 1) * 10} and {_asked(number)}")
        lines.append(f'  {name} -> Recycled by SDR when status is "Recycled"')
        lines.append(f"  {name} -> Recycled after {number % 60 + 30} days")
    lines.append(f'  Recycled -> {names[0]} by Demand_Gen when status is "Status 0"')
    teams = ["team Demand_Gen { side marketing }", "team SDR { side sales }"]
    _write(
        folder, [*_fields(), *teams, "lifecycle Global {\n  for partitions all\n" + "\n".join(lines) + "\n}"]
    )


def _asked(number: int) -> str:
    return f'Choice_{number % 10} in ("V{number % 7}", "V{number % 7 + 1}")'


def _rule(draws: Draws, asks: dict[str, Ask]) -> str:
    said = [asks[name](draws) for name in draws.some(list(asks), 3 + draws.below(3))]
    if draws.below(5) == 0:
        said[:2] = [f"({said[0]} or {said[1]})"]
    return " and ".join(said)


def _fields() -> list[str]:
    values = ", ".join(f'"V{value}"' for value in range(12))
    return [
        *(f"field Choice_{number} text one of ({values}) known at creation" for number in range(10)),
        *(f"field Number_{number} number from 0 to 1000 known at creation" for number in range(7)),
        "field Score number from 0 to 10_000",
        *(f"field Flag_{number} flag known at creation" for number in range(5)),
        *(f"field Text_{number} text known at creation" for number in range(4)),
        *(f"field Date_{number} date known at creation" for number in range(3)),
    ]


def _asks() -> dict[str, Ask]:
    found: dict[str, Ask] = {}
    for number in range(10):
        found[f"Choice_{number}"] = lambda draws, number=number: _choice(draws, number)  # type: ignore[misc]
    for number in range(8):
        name = f"Number_{number}" if number < 7 else "Score"
        found[name] = lambda draws, name=name: f"{name} {'<>'[draws.below(2)]}= {draws.below(100) * 10}"  # type: ignore[misc]
    for number in range(5):
        found[f"Flag_{number}"] = lambda draws, number=number: f"{'not ' * draws.below(2)}Flag_{number}"  # type: ignore[misc]
    for number in range(4):
        found[f"Text_{number}"] = lambda draws, number=number: _text(draws, number)  # type: ignore[misc]
    for number in range(3):
        found[f"Date_{number}"] = lambda draws, number=number: (  # type: ignore[misc]
            f"Date_{number} older than {draws.below(12) * 30 + 30} days"
        )
    return found


def _choice(draws: Draws, number: int) -> str:
    values = draws.some([f'"V{value}"' for value in range(12)], 1 + draws.below(4))
    return f"Choice_{number} in ({', '.join(values)})"


def _text(draws: Draws, number: int) -> str:
    if draws.below(2):
        return f'Text_{number} is "{_WORDS[draws.below(8)]} {_WORDS[draws.below(8)]}"'
    return f'Text_{number} contains "{_PARTS[draws.below(6)]}"'


def _partitions() -> list[str]:
    return [f"partition Region_{number:02d}" for number in range(PARTITIONS)]


def _routing(rules: list[str], draws: Draws) -> str:
    lines = [f"  when {when} -> Region_{draws.below(PARTITIONS):02d}" for when in rules]
    return "routing Router {\n  carried out by assignment rules\n" + "\n".join(lines) + "\n}"


def _write(folder: Path, blocks: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mops.toml").write_text('edition = "2026"\n')
    instance = 'instance Acme { timezone "America/New_York"; crm salesforce "acme.my.salesforce.com" }'
    (folder / "spec.mops").write_text("\n\n".join([instance, *blocks]) + "\n")
