"""The one person of a scenario, as far as it has come."""

from mopsdsl._value import value
from mopsdsl.graphs.lifecycle import Course, Way
from mopsdsl.logic.person import Value
from mopsdsl.model.base import Duration
from mopsdsl.model.conditions import Condition
from mopsdsl.model.lifecycle import Fence
from mopsdsl.scenarios.story import Line
from mopsdsl.source.text import Span


@value
class Leaving:
    """One way out of the stage that the person is in, that needs nobody to decide: from an instant on (`due`), when a condition holds.

    `way` is the lifecycle's own; None for a clause of a fence.
    """

    target: str
    due: int | None
    when: Condition | None
    text: str
    span: Span
    way: Way | None


class Promise:
    """Something that a team owes by a certain instant. `state`: open, broken, kept, lapsed. `due` is None where it has no end.

    `kind`: accept (take the person over), duty (what is done with an accepted person), sla (leave the stage in time).
    """

    def __init__(
        self,
        kind: str,
        label: str,
        team: str,
        within: Duration | None,
        made: int,
        due: int | None,
        fence: Fence | None,
        span: Span,
    ) -> None:
        self.kind, self.label, self.team, self.fence, self.span = kind, label, team, fence, span
        self.within, self.made, self.due = within, made, due
        self.state = "open"
        self.left = 1
        self.field = self.words = ""

    @property
    def running(self) -> bool:
        """Whether it still has to be kept, in time or late."""
        return self.state in ("open", "broken")


class Subject:
    """`stage` is "" where no lifecycle moves the person, and `partition` None until they have come in.

    `opportunity` is the instant of the last that was heard of an open one. `starts` are the campaigns that ran, each time, by their paths.
    """

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self.given: set[str] = set()
        self.lists: dict[str, bool] = {}
        self.partition: str | None = None
        self.deleted = False
        self.course: Course | None = None
        self.stage = ""
        self.status = ""
        self.entered = 0
        self.leaving: list[Leaving] = []
        self.promises: list[Promise] = []
        self.queue = ""
        self.opportunity: int | None = None
        self.starts: list[tuple[str, Line]] = []
        self.told: dict[str, None] = {}
        self.points: dict[str, object] = {}
        self.counted: set[int] = set()
        self.active = 0

    @property
    def ran(self) -> dict[str, None]:
        """The campaigns that ran, in the order of their first time."""
        return dict.fromkeys(name for name, _ in self.starts)
