"""A plan that has been begun: what is said to be done, held against what the plan knows; and the way back from there."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from mopsdsl.diagnostics.nearest import nearest
from mopsdsl.plan.change_plan import ChangePlan, ChangeStep
from mopsdsl.plan.change_reading import READING
from mopsdsl.plan.grouping import chain, groups
from mopsdsl.plan.steps import Step
from mopsdsl.targets import marketo
from mopsdsl.targets.filling import Values, fill, fill_rows, template

MANY = 40
"""More ids than this that no step has are counted: one is a slip, thousands are another plan's."""


def notes(steps: Iterable[ChangeStep], finished: frozenset[str]) -> Iterator[str]:
    """What does not fit: ids that no step has, and steps that are done before something that they need."""
    words = marketo().words["done"]
    told = {one.step.id: one for one in steps}
    unknown = sorted(finished - told.keys())
    for id in unknown[:MANY]:
        meant = nearest(id, told)
        values = Values({"id": id, "meant": meant or ""})
        yield fill(template(words["unknown_but" if meant else "unknown"]), values)
    if len(unknown) > MANY:
        yield fill(template(words["unknown_more"]), Values({"count": f"{len(unknown) - MANY:,}"}))
    for one in told.values():
        open = [need for need in one.step.needs if one.done and not told[need].done]
        if open:
            values = Values({"id": one.step.id, "title": one.step.title, "open": ", ".join(open)})
            yield fill(template(words["too_early"]), values)


def taken_back(plan: ChangePlan) -> ChangePlan:
    """The way back from where a plan was left: what is done is undone, the last first. Its steps are those alone, with ids of their own.

    What can't be taken back (wholly) is said so, in its title and in the notes on the base.
    """
    done = [one for one in plan.steps if one.done and one.step.action.name != READING]
    after = _dependants(plan.steps)
    steps = tuple(
        ChangeStep(
            _undone(one, after), one.move, one.causes, one.temporary, one.moves_people, False, one.moves
        )
        for one in reversed(done)
    )
    said = marketo().words["done"]
    lost = [one.step.title for one in done if one.step.irreversible]
    told = [said["back"]]
    if lost:
        told.append(fill(template(said["lost"]), Values({"titles": "; ".join(lost)})))
    base = evolve(plan.base, notes=(*plan.base.notes, *told))
    return evolve(plan, base=base, steps=steps, groups=groups(steps), chain=chain(steps))


def _dependants(steps: Iterable[ChangeStep]) -> dict[str, tuple[str, ...]]:
    """Step → the steps that are done and need it, through steps that are not done as well: those are undone before it."""
    found: dict[str, dict[str, None]] = {}
    for one in reversed(tuple(steps)):
        if one.step.action.name == READING:
            continue
        ids = [one.step.id] if one.done else list(found.get(one.step.id, {}))
        for need in one.step.needs:
            found.setdefault(need, {}).update(dict.fromkeys(ids))
    return {id: tuple(ids) for id, ids in found.items()}


def _undone(one: ChangeStep, after: dict[str, tuple[str, ...]]) -> Step:
    step = one.step
    action = marketo().actions["try-to-take-back" if step.irreversible else "take-back"]
    if step.executor != "rest":  # a call is undone by another, which only its text tells
        action = evolve(action, executor=step.executor)
    values = Values(
        {
            "title": step.title, "who": step.who, "where": step.where, "rows": step.enter, "undo": step.undo,
            "permission": step.permission,
        }
    )  # fmt: skip
    who, title, where, do, why, check, undo, wait, permission = [fill(text, values) for text in action.texts]
    return Step(
        f"undo-{step.id}", action, tuple(f"undo-{id}" for id in after.get(step.id, ())),
        who, title, where, do, why, check, undo, wait, permission,
        enter=fill_rows(action.enter, values), request=None, covers=step.covers, phase=step.phase, strand=step.strand,
    )  # fmt: skip
