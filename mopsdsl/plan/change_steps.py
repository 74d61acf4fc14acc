"""Moves as steps that somebody carries out: what is made as in the setup plan, what is changed or taken away by actions of its own."""

from mopsdsl.changes.change import Alter, Change, Create, Remove, Rename
from mopsdsl.changes.moves import Course, Move
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.plan.change_plan import ChangeStep
from mopsdsl.plan.setup import plan as setup_plan
from mopsdsl.plan.steps import Step
from mopsdsl.targets import marketo
from mopsdsl.targets.filling import Values, fill, fill_rows


def steps_of(course: Course, context: ChangeContext, finished: frozenset[str]) -> tuple[ChangeStep, ...]:
    """The steps of all moves, in the order of the moves; `finished` are ids of steps that are carried out already."""
    made = _Made(context)
    last: dict[str, tuple[str, ...]] = {}
    steps: list[ChangeStep] = []
    for move in course.moves:
        needs = tuple(dict.fromkeys(id for need in course.needs[move.id] for id in last[need]))
        own = _steps(move, context, made, needs)
        last[move.id] = tuple(step.id for step in own) or needs
        steps += [
            ChangeStep(step, move.id, move.causes, move.temporary, False, step.id in finished) for step in own
        ]
    return tuple(steps)


class _Made:
    """The steps of the setup plan, by what they carry out."""

    def __init__(self, context: ChangeContext) -> None:
        after = context.after
        self.steps: dict[str, list[Step]] = {}
        for step in setup_plan(after.model, after.names, after.sight).steps:
            for id in step.covers:
                self.steps.setdefault(id, []).append(step)


def _steps(move: Move, context: ChangeContext, made: _Made, needs: tuple[str, ...]) -> list[Step]:
    change = context.changes[move.causes[0]]
    if isinstance(change, Create) and move.verb == "create" and made.steps.get(move.subject):
        return _chained(made.steps[move.subject], needs)
    return [_generic(move, change, needs)]


def _chained(steps: list[Step], needs: tuple[str, ...]) -> list[Step]:
    from attrs import evolve

    chained: list[Step] = []
    for step in steps:
        chained.append(evolve(step, needs=(chained[-1].id,) if chained else needs))
    return chained


def _generic(move: Move, change: Change, needs: tuple[str, ...]) -> Step:
    removed = move.verb == "remove"
    action = marketo().actions["remove-declaration" if removed else "change-declaration"]
    values = Values(_values(change))
    who, title, where, do, why, check, undo, wait, permission = [fill(text, values) for text in action.texts]
    return Step(
        f"{move.verb}-{'-'.join(move.subject.split())}" + (f"-{move.part}" if move.part else ""),
        action, needs, who, title, where, do, why, check, undo, wait, permission,
        enter=fill_rows(action.enter, values), request=None, covers=(move.subject,), phase=action.phase, strand=change.title,
    )  # fmt: skip


def _values(change: Change) -> dict[str, object]:
    rows: tuple[tuple[str, str], ...] = ()
    if isinstance(change, Alter | Rename):
        rows = tuple(
            (one.path, f"{one.before} → {one.after}") for each in change.properties for one in each.details
        )
    lost = marketo().removal.get(change.kind) if isinstance(change, Remove) else None
    return {
        "kind": change.kind.replace("_", " "),
        "title": change.title,
        "rows": rows,
        "last": lost.last if lost else "take it out",
        "lost": lost.lost if lost else "",
    }
