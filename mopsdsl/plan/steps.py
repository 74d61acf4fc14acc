"""What a plan is made of: steps, the phases they stand in, and the strands that can be shared out."""

from typing import Any

from mopsdsl._value import value
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

    `needs` are steps that come before; `covers` the declarations that it carries out (`kind:name`);
    `page` a public page about it. `strand` is the group within the phase.
    """

    id: str
    needs: tuple[str, ...]
    executor: str
    who: str
    title: str
    where: str
    enter: Rows
    request: Request | None
    do: str
    why: str
    check: str
    undo: str
    irreversible: bool
    wait: str
    permission: str
    page: str
    covers: tuple[str, ...]
    phase: str
    strand: str


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
