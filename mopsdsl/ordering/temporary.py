"""What is lent for a while so that nothing breaks in between: sight of a partition, a campaign that routes whoever comes in."""

from mopsdsl._value import value
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Move, Put, State
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.model.access import Workspace
from mopsdsl.model.base import Declaration, Reference

DEFAULT = "Default"


@value
class Lent:
    """Two moves: one gives, one takes back. `id` names what is lent."""

    id: str
    give: Move
    take: Move


def lent(finding: Finding, state: State, move: Move, comparison: Comparison) -> Lent | None:
    """What keeps a promise until its own time comes; None where nothing is known to."""
    if finding.code == "MOPS102":
        return _sight(finding.subject, state, move, comparison)
    return None


def _sight(partition: str, state: State, move: Move, comparison: Comparison) -> Lent | None:
    """Marketo's Default workspace looks after a partition that nobody else sees meanwhile."""
    id, name = f"workspace:{DEFAULT}", partition.partition(":")[2]
    workspace, last = state.get(id), comparison.after.workspaces.get(DEFAULT)
    if not isinstance(workspace, Workspace) or last is None or not isinstance(workspace.sees, tuple):
        return None
    reference = Reference("partition", name, workspace.span, "sees")
    give = _moved(
        f"lend sight of {name} to {DEFAULT}", id, _seeing(workspace, (*workspace.sees, reference)), move
    )
    take = _moved(f"take back sight of {name} from {DEFAULT}", id, last, move)
    return Lent(f"sight of {name}", give, take)


def _seeing(workspace: Workspace, sees: tuple[Reference, ...]) -> Workspace:
    from attrs import evolve

    return evolve(workspace, sees=sees, references=(*workspace.references, *sees[-1:]))


def _moved(id: str, subject: str, declaration: Declaration, cause: Move) -> Move:
    return Move(id, "change", subject, (Put(subject, declaration),), cause.causes, temporary=True)
