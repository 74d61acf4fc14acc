"""MOPS903: one thing gone and a like one new, which is a rename that nobody said."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.headings import formerly
from mopsdsl.checks.twins import Twins, twins
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity

RULE = Rule(
    "MOPS903",
    "unplanned-rename",
    Severity.WARNING,
    "One thing gone and a like one new: `formerly` would keep it.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for pair in twins(change):
        yield _finding(pair)


def _finding(pair: Twins) -> Finding:
    old, new = pair.old, pair.new
    kind = new.kind.replace("_", " ")
    name = _former(pair)
    fix = formerly(new.id.partition(":")[0], new.span, name)
    return RULE.finding(
        new.span,
        f"{kind.capitalize()} {new.name} is new and {old.name} is gone, and they are much alike: as it is written, one is removed "
        "and the other made, with nothing in it.",
        f"If it is the same under a new name, write `formerly {name}` behind its name: then it is renamed, and nothing is lost. If it "
        f'is another thing, write `approve creation of {new.kind} {new.name} because "..."`.',
        related=(Related(old.span, f"{kind} {old.name}, in the base"),),
        fixes=(fix,) if fix else (),
        subject=new.id,
    )


def _former(pair: Twins) -> str:
    """The old name as `formerly` wants it: beside the new one the last word is enough, else the whole path."""
    if pair.new.kind == "stage":
        return pair.old.name.rpartition(".")[2]
    if not pair.new.id.startswith("asset:"):
        return pair.old.name
    (old_place, _, word), (new_place, _, _) = (one.name.rpartition(".") for one in (pair.old, pair.new))
    return word if old_place == new_place else pair.old.name
