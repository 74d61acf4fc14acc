"""MOPS906: a stage that leaves an approved model, which only a merge can do."""

from collections.abc import Iterator

from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.merging import Merge
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.diagnostics.wording import some

RULE = Rule(
    "MOPS906",
    "stage-needs-merging",
    Severity.WARNING,
    "A stage removed from an approved model: only a merge into another is possible; which.",
)


def check(change: ChangeContext) -> Iterator[Finding]:
    for merge in change.merged_stages.values():
        yield _finding(change, merge)


def _finding(change: ChangeContext, merge: Merge) -> Finding:
    into = f"into {merge.into}" if merge.into else "into another stage"
    using = sorted(change.users.get(merge.stage, set()) - {merge.lifecycle.id})
    nodes = change.worlds[0].things.nodes
    named = f" {some([nodes[id].label for id in using])} still named it: repoint that first." if using else ""
    return RULE.finding(
        merge.span,
        f"Stage {merge.title} leaves lifecycle {merge.lifecycle.title}, which the revenue model {merge.model.title} shows: "
        "an approved model lets no stage be deleted, only merged.",
        f"Merge it {into}, and never unapprove the model: that removes all people and their history from it.{named} "
        f"After the merge its people count as {merge.into or 'the other'}, also in reports about the past; it can't be undone. "
        "If the stage has only a new name, write `formerly` with the old one.",
        related=(Related(merge.model.span, "the model that shows it, in the base"),),
        subject=merge.stage,
    )
