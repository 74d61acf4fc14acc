"""The change plan: what differs, who sees more or less, what is dangerous, and the steps in a safe order."""

from mopsdsl._value import value
from mopsdsl.changes.change import ACTIONS, Change
from mopsdsl.changes.moves import Course
from mopsdsl.changes.sight import SightChange
from mopsdsl.checks.approvals import Approved
from mopsdsl.diagnostics.finding import Finding
from mopsdsl.plan.steps import Left, Step


@value
class ChangeStep:
    """A step of a change plan: what somebody does, and why it is there.

    `move` is the id of the move that it belongs to, `causes` the ids of the changes; `temporary` marks what another step takes
    back; `moves_people` that people have to be moved in it; `done` that somebody has said that it is carried out already (`--done`).
    `moves` are all moves that it carries out or takes part in: several for the contents of one thing; none (and `move` is "") for
    what only prepares a move or reads back.
    """

    step: Step
    move: str
    causes: tuple[str, ...]
    temporary: bool
    moves_people: bool
    done: bool
    moves: tuple[str, ...] = ()


@value
class Group:
    """Steps that can be shared out: each group needs no step of another group. `title` says what they are about."""

    title: str
    steps: tuple[str, ...]


@value
class Base:
    """What a plan starts from: `what` is git, folder, snapshot or nothing, `shown` how people read it; `notes` say what to know of it.

    `complete` is False where the base's own specs have mistakes, so that something of it may be missing and look new.
    """

    what: str
    shown: str
    commit: str
    notes: tuple[str, ...]
    complete: bool


@value
class ChangePlan:
    """The whole of a change. `dangers` maps a change's id to its danger (mopsdsl.checks.dangers.DANGERS); changes without are not in it.

    `sight` is ordered by what matters most, `steps` so that all needs come first; `groups` hold their ids in that order, `chain` is the
    longest line of steps that need each other. `findings` are about the change (MOPS9..), `approved` those that somebody answers for.
    `affects` maps a change's id to what else it touches, by kind. `titles` say how people call what an id stands for, in either model;
    `renames` map the ids of the older model to those in the newer one where they differ. `left` are the moves that nobody carries
    out, by their ids: they change what is agreed or written, and nothing in a system.
    """

    project: str
    instance: str
    base: Base
    changes: tuple[Change, ...]
    dangers: dict[str, str]
    affects: dict[str, dict[str, int]]
    sight: tuple[SightChange, ...]
    course: Course
    steps: tuple[ChangeStep, ...]
    groups: tuple[Group, ...]
    chain: tuple[str, ...]
    findings: tuple[Finding, ...]
    approved: tuple[Approved, ...]
    titles: dict[str, str]
    renames: dict[str, str]
    left: tuple[Left, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each action, all four."""
        found = dict.fromkeys(ACTIONS, 0)
        for change in self.changes:
            found[change.action] += 1
        return found

    @property
    def destructive(self) -> bool:
        """Whether something is lost: approved or not."""
        return any(danger in ("destructive", "protected") for danger in self.dangers.values())

    @property
    def people_first(self) -> tuple[str, ...]:
        """The ids of changes that need people moved before, in the order of the changes."""
        moved = {cause for step in self.steps if step.moves_people for cause in step.causes}
        return tuple(change.id for change in self.changes if change.id in moved)


def summary(plan: ChangePlan) -> str:
    """The summary line: "Plan: 3 to create, 2 to change, 1 to remove, 1 rename. 1 needs people moved first."."""
    counts = plan.counts
    said = [
        f"{counts['create']} to create",
        f"{counts['change']} to change",
        f"{counts['remove']} to remove",
        f"{counts['rename']} {'rename' if counts['rename'] == 1 else 'renames'}",
    ]
    moved = len(plan.people_first)
    people = f" {moved} {'needs' if moved == 1 else 'need'} people moved first." if moved else ""
    return f"Plan: {', '.join(said)}.{people}"
