"""What a plan is made of: steps, the phases they stand in, and the strands that can be shared out."""

from typing import Any

from mopsdsl._value import value
from mopsdsl.targets import Action
from mopsdsl.targets.filling import Rows


@value
class Request:
    """A REST call. `parameters` fill the `{names}` in `path`; `encoding` is json, form or multipart.

    A value in angle brackets (`<id from create-folder-X>`) is only known once the step that it names is done.
    """

    method: str
    path: str
    parameters: dict[str, str]
    encoding: str
    body: Any


@value
class Step:
    """One thing that somebody does. `id` is made of what it is about, so it stays when other things change. No file and no line
    of the specs: the same specs give the same plan, however they are spread over files.

    `action` is what is known of such steps in general; the texts are its own with the values of this one. `needs` are steps that come
    before; `covers` the declarations that it carries out (`kind:name`). `strand` is the group within the phase.
    """

    id: str
    action: Action
    needs: tuple[str, ...]
    who: str
    title: str
    where: str
    do: str
    why: str
    check: str
    undo: str
    wait: str
    permission: str
    enter: Rows
    request: Request | None
    covers: tuple[str, ...]
    phase: str
    strand: str

    @property
    def executor(self) -> str:
        """ui, rest, support, people or web."""
        return self.action.executor

    @property
    def irreversible(self) -> bool:
        """Whether some of it can't be taken back."""
        return self.action.irreversible


@value
class Strand:
    """Steps of one phase that need no step of another strand of that phase: somebody else can do them."""

    name: str
    steps: int


@value
class Phase:
    """A stretch of work. `independent`: no step in it needs another step in it."""

    id: str
    title: str
    why: str
    strands: tuple[Strand, ...]
    independent: bool


@value
class Left:
    """A declaration that makes no step, and why."""

    id: str
    reason: str


@value
class SetupPlan:
    """The whole of a setup: `steps` in an order in which all needs come first, `chain` the longest line of steps that need each other."""

    instance: str
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    left: tuple[Left, ...]
    chain: tuple[str, ...]
