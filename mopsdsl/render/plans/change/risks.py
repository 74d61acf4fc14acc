"""What to worry about, the worst first: dangers with their safe procedure, and those that somebody answers for."""

from itertools import groupby

from mopsdsl._value import value
from mopsdsl.changes.change import Change
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.diagnostics.wording import many
from mopsdsl.model.access import Approval
from mopsdsl.plan.change_plan import ChangePlan
from mopsdsl.render.plans.change import Told

OF_CHANGES = "MOPS9"
"""How the codes of rules about changes begin."""

_NEAR_WALL, _STOPS = "Sight gained near a wall", "Sight lost, campaigns stop"
_WORDS = {
    "MOPS907": "Protected",
    "MOPS905": "Can't be changed",
    "MOPS902": "No safe order",
    "MOPS904": "Limit on the way",
    "MOPS901": "Something is lost",
    "MOPS906": "Stage needs merging",
    "MOPS908": "Sight gained",
    "MOPS909": "Sight lost",
    "MOPS903": "Rename or not",
}
"""Code → what sort of danger it is."""
_ORDER = (
    "Protected", "Can't be changed", "No safe order", "Limit on the way", _NEAR_WALL, "Rename or not",
    "Something is lost", _STOPS, "Stage needs merging", "Sight gained", "Sight lost",
)  # fmt: skip
"""The worst first; a rename that was not meant to be a removal before all that the removal would lose."""

_HEAVY = ("wall", "partition", "workspace", "team", "grant")
"""Of one sort of danger, what is about these kinds comes first: they say who sees whom."""


@value
class Risk:
    """One danger. `kind` says in few words what sort it is; `approval` who accepts it for this plan, if somebody does."""

    kind: str
    finding: Finding
    approval: Approval | None = None


@value
class Risks:
    """`errors` are mistakes in the specs themselves, `open` dangers that nobody has accepted, `approved` the others.

    `alongside` are changes that lose something and are in no finding of their own: they go with another, or an `allow` hides them.
    """

    errors: tuple[Finding, ...]
    open: tuple[Risk, ...]
    approved: tuple[Risk, ...]
    alongside: tuple[Change, ...]


def risks(told: Told) -> Risks:
    plan = told.plan
    errors = tuple(one for one in told.report.findings if not one.code.startswith(OF_CHANGES))
    near = frozenset(one.who.id for one in plan.sight if one.gained and one.walls)
    stopping = frozenset(one.who.id for one in plan.sight if not one.gained and one.stops_a_campaign)
    of_change = [one for one in plan.findings if one.code.startswith(OF_CHANGES)]
    open_ = [Risk(_kind(one, near, stopping), one) for one in of_change]
    approved = [Risk(_kind(one.finding, near, stopping), one.finding, one.approval) for one in plan.approved]
    return Risks(
        errors, tuple(sorted(open_, key=_rank)), tuple(sorted(approved, key=_rank)), _alongside(plan)
    )


def verdict(found: Risks, plan: ChangePlan) -> str:
    """The whole plan in half a sentence."""
    errors = sum(one.severity is Severity.ERROR for one in found.errors)
    stopping = sum(one.finding.severity is Severity.ERROR for one in found.open)
    if errors:
        return f"not ready, {many(errors, 'error')} in the specs"
    if stopping:
        return f"stop, {many(stopping, 'danger')} that can't go through like this"
    if found.open:
        return f"look at {many(len(found.open), 'danger')} first"
    if found.approved:
        return f"{'the one danger is' if len(found.approved) == 1 else f'all {len(found.approved):,} dangers are'} approved"
    return "no danger found" if plan.changes else "nothing changes"


def steps_title(found: Risks) -> str:
    """What is said above the steps: nobody is to begin what can't be carried out like this."""
    stopping = any(one.finding.severity is Severity.ERROR for one in found.open)
    is_wrong = any(one.severity is Severity.ERROR for one in found.errors)
    return "Steps, not to be begun like this" if stopping or is_wrong else "Steps, in a safe order"


def alike(some: tuple[Risk, ...]) -> list[tuple[Risk, ...]]:
    """The same, those in a row together that have the same safe procedure."""
    groups = groupby(some, lambda one: (one.kind, one.finding.help))
    return [tuple(group) for _, group in groups]


def approved(approval: Approval) -> str:
    """Who accepts it, and why."""
    by = f" by {approval.by}" if approval.by else ""
    return f"Approved{by}: {approval.because or 'no reason given'}"


def glossary(found: Risks, plan: ChangePlan) -> str:
    """What somebody has to know who has not read the specs, to weigh these dangers; "" for nothing."""
    codes = {one.finding.code for one in (*found.open, *found.approved)}
    said = []
    if codes & {"MOPS908", "MOPS909"} and any(one.kind == "people" for one in plan.sight):
        said.append("Whoever has sight of people can find, export and mail them.")
    if any(one.kind == _NEAR_WALL for one in (*found.open, *found.approved)):
        said.append(
            "A wall keeps apart people who must not be seen together; near one, a gain is worth a second look."
        )
    return " ".join(said)


def kinds(some: tuple[Risk, ...]) -> dict[str, int]:
    """How many there are of each sort, in their order."""
    counts: dict[str, int] = {}
    for one in some:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return counts


def _kind(finding: Finding, near: frozenset[str], stopping: frozenset[str]) -> str:
    if finding.code == "MOPS908" and finding.subject in near:
        return _NEAR_WALL
    if finding.code == "MOPS909" and finding.subject in stopping:
        return _STOPS
    return _WORDS.get(finding.code, finding.rule.replace("-", " ").capitalize())


def _rank(risk: Risk) -> tuple[int, int, int, str, str]:
    place = _ORDER.index(risk.kind) if risk.kind in _ORDER else len(_ORDER)
    kind = risk.finding.subject.partition(":")[0]
    weight = _HEAVY.index(kind) if kind in _HEAVY else len(_HEAVY)
    return -risk.finding.severity, place, weight, risk.finding.subject, risk.finding.message


def _alongside(plan: ChangePlan) -> tuple[Change, ...]:
    findings = (*plan.findings, *(one.finding for one in plan.approved))
    subjects = {one.subject for one in findings}
    places = {(id(one.span.source), one.span.start) for one in findings if one.span.source.text}
    return tuple(
        change
        for change in plan.changes
        if plan.dangers.get(change.id) in ("protected", "cannot-be-changed", "destructive")
        and change.id not in subjects
        and (id(change.span.source), change.span.start) not in places
    )
