"""Exceptions of a change plan: `allow` hides a rule as everywhere, `approve` accepts one danger of one plan, which stays in sight.

An approval names what it is about: `removal of workspace LATAM`, `gain of team Agency` (all that it comes to see) or `gain of partition
Customers` (whoever comes to see it). A removal is approved until it is carried out. Everything else that stood in the base already was
for an earlier plan, and accepts nothing in this one.
"""

from collections.abc import Iterable, Iterator

from mopsdsl._value import value
from mopsdsl.changes.change import Alter, Remove, Rename
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.checks.exceptions import Hidden, allowances, in_force
from mopsdsl.diagnostics.finding import UNUSED_EXCEPTION, Edit, Finding, Fix
from mopsdsl.model.access import Approval, Grant

_OWNERS = {"segment": "asset", "stage": "lifecycle", "status": "channel"}
"""Parts that may be lost → the kind of what they belong to."""


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
        self.old = {_words(one) for one in change.before.model.approvals.values()}
        approvals = change.after.model.approvals.values()
        self.fresh = {(one.action, self._about(one)): one for one in approvals if not self._is_spent(one)}
        self.used: set[str] = set()

    def of(self, finding: Finding) -> Approval | None:
        """What accepts a finding: one approval of its subject, or one of each thing that its subject comes to see, or sees no more."""
        for action, ids in self._ways(finding):
            found = [self.fresh.get((action, id)) for id in ids]
            accepted = [one for one in found if one is not None]
            if found and len(accepted) == len(found):
                self.used.update(one.name for one in accepted)
                return accepted[0]
        return None

    def _ways(self, finding: Finding) -> Iterator[tuple[str, list[str]]]:
        subject = finding.subject
        match finding.code:
            case "MOPS901":
                yield from self._ways_of_loss(subject)
            case "MOPS903":
                yield "creation", [subject]
            case "MOPS906":
                yield "removal", [subject]
            case "MOPS908":
                yield "gain", [subject]
                yield "gain", self._seen(subject, gained=True)
            case "MOPS909":
                if isinstance(self.change.changes.get(subject), Remove):
                    yield "removal", [subject]
                yield "loss", [subject]
                yield "loss", self._seen(subject, gained=False)
            case _:
                return

    def _ways_of_loss(self, subject: str) -> Iterator[tuple[str, list[str]]]:
        """What is removed, a part that goes, or a thing that stays and becomes less."""
        kind, _, name = subject.partition(":")
        cause = self.change.changes.get(subject)
        if isinstance(cause, Alter | Remove) and isinstance(cause.before, Grant):
            yield "loss", [f"team:{cause.before.team.name}"]
        elif isinstance(cause, Alter | Rename):
            yield from ((action, [subject]) for action in ("change", "rename", "loss"))
        else:
            yield "removal", [subject]
        if kind in _OWNERS:
            yield "change", [f"{_OWNERS[kind]}:{name.rpartition('.')[0]}"]

    def _seen(self, who: str, *, gained: bool) -> list[str]:
        """All that somebody gains, or loses."""
        changes = self.change.sight_at.get(who, ())
        return [one.what.id for one in changes if one.gained is gained and one.who.id == who]

    def _about(self, approval: Approval) -> str:
        """The id of what an approval is about, in either model; of what is in neither, as it is written."""
        for world in reversed(self.change.worlds):
            id = world.things.target(world.names, approval.target)
            if id is not None and approval.target.kind != "segment":
                return id
        return f"{approval.target.kind}:{approval.target.name}"

    def _is_spent(self, approval: Approval) -> bool:
        """Whether it stood in the base and was for an earlier plan; what is removed is removed once, so that one waits."""
        return _words(approval) in self.old and approval.action != "removal"

    def _waits(self, approval: Approval) -> bool:
        """Whether it is for a removal that is still to come."""
        return _words(approval) in self.old and self._about(approval) in self.change.worlds[1].things.nodes

    def idle(self) -> Iterator[Finding]:
        """What is to be said of approvals that accept nothing; where nothing changes or everything is new, nothing is."""
        is_new = all(partition.implied for partition in self.change.before.model.partitions.values())
        approvals = self.change.after.model.approvals.values() if self.change.changes and not is_new else ()
        for approval in approvals:
            spent = self._is_spent(approval)
            if approval.name not in self.used and (spent or not self._waits(approval)):
                yield _idle(approval, spent)


def _idle(approval: Approval, spent: bool) -> Finding:
    if spent:
        why = "it stood in the base already, so it was for an earlier plan"
        help = "Take it out: an approval is for one danger of one plan."
    else:
        why = "this plan holds no such danger"
        help = "Look whether the word and the name are right (`removal`, `change`, `creation`, `gain`, `loss`), or take it out."
    return UNUSED_EXCEPTION.finding(
        approval.span,
        f"Approving {approval.name} accepts nothing here: {why}.",
        help,
        fixes=(Fix("Take the approval out", (Edit(approval.extent, ""),)),),
        subject=approval.id,
    )


def _words(approval: Approval) -> tuple[str, str, str]:
    return approval.name, approval.because, approval.by
