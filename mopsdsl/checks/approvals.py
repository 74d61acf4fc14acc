"""Exceptions of a change plan: `allow` hides a rule as everywhere, `approve` accepts one danger of one plan, which stays in sight.

An approval names what it is about: `removal of workspace LATAM`, `gain of team Agency` (all that it comes to see) or `gain of partition
Customers` (whoever comes to see it). One that stood in the base already was for an earlier plan, and accepts nothing in this one.
"""

from collections.abc import Iterable, Iterator

from mopsdsl._value import value
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.exceptions import Hidden, allowances, in_force
from mopsdsl.diagnostics.finding import UNUSED_EXCEPTION, Edit, Finding, Fix
from mopsdsl.model.access import Approval

ACCEPTS: dict[str, tuple[str, ...]] = {
    "removal": ("MOPS901", "MOPS906"),
    "change": ("MOPS901",),
    "creation": ("MOPS903",),
    "gain": ("MOPS908",),
    "loss": ("MOPS909",),
    "rename": (),
}
"""What is approved → the rules whose danger that accepts."""


@value
class Approved:
    """A danger that somebody accepts for this plan."""

    finding: Finding
    approval: Approval


@value
class ChangeOutcome:
    """What is left to say, that about approvals included; what was hidden; and what was approved and is said all the same."""

    findings: tuple[Finding, ...]
    hidden: tuple[Hidden, ...]
    approved: tuple[Approved, ...]


def apply_changes(change: ChangeContext, findings: Iterable[Finding]) -> ChangeOutcome:
    """Let the newer specs' exceptions hide what they name, and their approvals accept it; the order of the findings stays."""
    hiding_of = in_force(allowances(change.after.model), change.today)
    approvals = _Approvals(change)
    shown: list[Finding] = []
    hidden: list[Hidden] = []
    approved: list[Approved] = []
    for finding in findings:
        approval, hiding = approvals.of(finding), hiding_of(finding)
        if approval is not None:
            approved.append(Approved(finding, approval))
        elif hiding:
            hidden.append(Hidden(finding, hiding[0]))
        else:
            shown.append(finding)
    return ChangeOutcome((*shown, *approvals.idle()), tuple(hidden), tuple(approved))


class _Approvals:
    """The approvals of the newer specs."""

    def __init__(self, change: ChangeContext) -> None:
        self.change = change
        self.spent = {_words(one) for one in change.before.model.approvals.values()}
        self.fresh: dict[tuple[str, str], Approval] = {}
        for approval in change.after.model.approvals.values():
            if _words(approval) not in self.spent:
                for code in ACCEPTS[approval.action]:
                    self.fresh[code, self._about(approval)] = approval
        self.used: set[str] = set()

    def of(self, finding: Finding) -> Approval | None:
        """What accepts a finding."""
        ways = [[finding.subject]]
        if finding.code in ("MOPS908", "MOPS909"):
            ways.append(self._seen(finding))
        for ids in ways:
            found = [self.fresh.get((finding.code, id)) for id in ids]
            accepted = [one for one in found if one is not None]
            if found and len(accepted) == len(found):
                self.used.update(one.name for one in accepted)
                return accepted[0]
        return None

    def _seen(self, finding: Finding) -> list[str]:
        """All that the subject of a finding about sight gains, or loses."""
        gained = finding.code == "MOPS908"
        changes = self.change.sight
        return [one.what.id for one in changes if one.gained is gained and one.who.id == finding.subject]

    def _about(self, approval: Approval) -> str:
        """The id of what an approval is about, in either model; of what is in neither, as it is written."""
        for world in reversed(self.change.worlds):
            id = world.things.target(world.names, approval.target)
            if id is not None and approval.target.kind != "segment":
                return id
        return f"{approval.target.kind}:{approval.target.name}"

    def idle(self) -> Iterator[Finding]:
        for approval in self.change.after.model.approvals.values():
            if approval.name not in self.used:
                spent = _words(approval) in self.spent
                why = (
                    "it stood in the base already, so it was for an earlier plan"
                    if spent
                    else "this plan holds no such danger"
                )
                yield UNUSED_EXCEPTION.finding(
                    approval.span,
                    f"Approving {approval.name} accepts nothing here: {why}.",
                    "Take it out: an approval is for one danger of one plan."
                    if spent
                    else "Look whether the word and the name are right (`removal`, `change`, `creation`, `gain`, `loss`), or take it out.",
                    fixes=(Fix("Take the approval out", (Edit(approval.extent, ""),)),),
                    subject=approval.id,
                )


def _words(approval: Approval) -> tuple[str, str, str]:
    return approval.name, approval.because, approval.by
