"""A lifecycle: its stages, the success path as a line, and what moves people from one to the next."""

from mopsdsl.graphs.edges import World
from mopsdsl.graphs.things import Node
from mopsdsl.graphs.wording import transition_text
from mopsdsl.model.lifecycle import Lifecycle, Stage, Transition
from mopsdsl.render.pictures.picture import LIMIT, Arrow, Box, Picture, condense, nothing


def lifecycle_picture(world: World, lifecycle: Lifecycle, limit: int = LIMIT) -> Picture:
    """One lifecycle, with what it takes over from the one that it extends."""
    stages = world.names.stages_of(lifecycle.name)
    transitions = effective_transitions(world, lifecycle)
    lineage = world.names.lineage(lifecycle.name)
    path = next((one.success_path for one in lineage if one.success_path), ())
    spine = tuple(dict.fromkeys(f"stage:{stage.name.rpartition('.')[2]}" for stage in path))
    order = [*spine, *(f"stage:{name}" for name in stages)]
    if not stages:
        return nothing(f"Lifecycle {lifecycle.title or lifecycle.name}", "It has no stages.")
    by_id = {f"stage:{name}": stage for name, stage in stages.items()}
    boxes = [_box(by_id[name], name) for name in dict.fromkeys(order) if name in by_id]
    some, arrows = condense(boxes, _arrows(transitions, stages), limit)
    drawn = {box.id for box in some}
    return Picture(
        f"Lifecycle {lifecycle.title or lifecycle.name}",
        _description(transitions, [name.partition(":")[2] for name in spine]),
        tuple(some),
        tuple(arrows),
        spine=tuple(name for name in spine if name in drawn),
    )


def main_lifecycle(world: World, focus: Node | None) -> Lifecycle | None:
    """The lifecycle that is asked for, by itself or by a stage of it; else the common one with the most stages."""
    if focus and focus.kind in ("lifecycle", "stage"):
        declaration = world.things.declaration(focus)
        return declaration if isinstance(declaration, Lifecycle) else None
    whole = sorted(
        world.model.lifecycles.values(), key=lambda one: (one.extends is not None, -len(one.stages), one.name)
    )
    return whole[0] if whole and focus is None else None


def effective_transitions(world: World, lifecycle: Lifecycle) -> list[Transition]:
    """Its own transitions and those taken over; where it overrides one, only its own."""
    found: list[Transition] = []
    overridden: set[tuple[str, str]] = set()
    for one in world.names.lineage(lifecycle.name):
        found.extend(t for t in one.transitions if _ends(t) not in overridden)
        overridden.update(_ends(t) for t in one.transitions if t.overrides)
    return found


def _ends(transition: Transition) -> tuple[str, str]:
    return transition.source.name.rpartition(".")[2], transition.target.name.rpartition(".")[2]


def _box(stage: Stage, name: str) -> Box:
    owners = f"owned by {', '.join(owner.name for owner in stage.owners)}" if stage.owners else ""
    promise = f"within {stage.sla.text}" if stage.sla else "gate" if stage.type == "gate" else ""
    detail = "\n".join(part for part in (promise, owners) if part)
    return Box(name, stage.title or stage.name, "end" if stage.type == "end" else "stage", detail)


def _arrows(transitions: list[Transition], stages: dict[str, Stage]) -> list[Arrow]:
    found = []
    for transition in transitions:
        start, end = _ends(transition)
        found.append(Arrow(f"stage:{start}", f"stage:{end}", transition_text(transition)))
    for name, stage in stages.items():
        if stage.otherwise:
            end = stage.otherwise.name.rpartition(".")[2]
            found.append(Arrow(f"stage:{name}", f"stage:{end}", "otherwise"))
    return found


def _description(transitions: list[Transition], path: list[str]) -> str:
    success = f"The success path: {', '.join(path)}. " if path else ""
    moves = (f"{_ends(t)[0]} to {_ends(t)[1]} {transition_text(t)}".rstrip() for t in transitions)
    return success + " ".join(f"{move}." for move in moves)
