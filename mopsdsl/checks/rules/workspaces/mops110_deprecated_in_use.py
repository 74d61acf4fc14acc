"""MOPS110: something live still depends on what is to go."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import segmentation_of
from mopsdsl.graphs.names import Found, Names
from mopsdsl.model.access import Grant, Workspace
from mopsdsl.model.assets import Asset, Segment
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.model import Model

RULE = Rule(
    "MOPS110",
    "deprecated-in-use",
    Severity.WARNING,
    "Something live still depends on a deprecated workspace, partition or asset.",
)
NO_USERS = ("wall", "protect", "approve", "scenario")
"""Kinds that speak of a thing without needing it: a wall holds for as long as anybody is left behind it."""
NO_USES = ("all except", "is cloned from", "is moved from")
"""Verbs of references that are no dependence: what `all except` leaves out, and what something was once made of."""


def check(context: Context) -> Iterator[Finding]:
    model = context.model
    if not any(declaration.deprecated for declaration in model.declarations()):
        return
    for declaration in model.declarations():
        if not _is_going(declaration, model) and declaration.kind not in NO_USERS:
            yield from _uses(declaration, context)


def _uses(declaration: Declaration, context: Context) -> Iterator[Finding]:
    told: set[str] = set()
    for reference in declaration.references:
        used = _declaration(context.names.find(reference), reference, context.names)
        reason = _goes_with(used, context.model) if used is not None else None
        if used is None or reason is None or used.id in told or reference.verb.endswith(NO_USES):
            continue
        told.add(used.id)
        since = f" since {reason.deprecated.since}" if reason.deprecated and reason.deprecated.since else ""
        what = "" if reason is used else f", which goes with {_word(reason)} {reason.name}"
        yield RULE.finding(
            reference.span,
            f"{_word(declaration).capitalize()} {declaration.title} still uses {_word(used)} {used.name}{what}, "
            f"deprecated{since}.",
            "Let it use what takes its place, or take `deprecated` off if it is to stay.",
            related=(Related(reason.span, f"{_word(reason)} {reason.name} is deprecated"),),
            subject=declaration.id,
        )


def _is_going(declaration: Declaration, model: Model) -> bool:
    """Deprecated itself, or a grant that comes of `admin TEAM` in a deprecated workspace, which goes with it."""
    if isinstance(declaration, Grant) and declaration.as_admin and isinstance(declaration.workspaces, tuple):
        homes = (model.workspaces.get(reference.name) for reference in declaration.workspaces)
        return any(home is not None and home.deprecated is not None for home in homes)
    return _goes_with(declaration, model) is not None


def _goes_with(declaration: Declaration, model: Model) -> Declaration | None:
    """The deprecated thing that a declaration goes with: itself, what it stands in, or its workspace."""
    current: Declaration | None = declaration
    while current is not None and current.deprecated is None:
        if not isinstance(current, Asset):
            return None
        home: Workspace | None = model.workspaces.get(current.workspace.name)
        current = model.assets.get(current.parent) or home
    return current


def _declaration(found: Found | None, reference: Reference, names: Names) -> Declaration | None:
    if isinstance(found, Segment):
        return segmentation_of(reference, names)
    return found if isinstance(found, Declaration) else None


def _word(declaration: Declaration) -> str:
    word = declaration.asset_kind if isinstance(declaration, Asset) else declaration.kind
    return word.replace("_", " ")
