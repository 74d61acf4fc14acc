"""What all forms say in the same words: from what to what, who sees whom through what, what a change touches."""

from collections.abc import Collection, Iterable

from mopsdsl.changes.change import Change, Create, Remove, Rename
from mopsdsl.changes.sight import Path, SightChange
from mopsdsl.diagnostics.wording import listed, many, some
from mopsdsl.plan.change_plan import ChangePlan, ChangeStep
from mopsdsl.plan.steps import Step
from mopsdsl.render.plans.common import EXECUTORS, path_of, rows_besides

SYMBOLS = {
    "+": "new",
    "~": "changed",
    "-": "removed",
    ">": "renamed",
    "!": "removed or changed once its people have been moved",
}
"""Each symbol and what it stands for."""

DANGERS = {
    "protected": "protected",
    "cannot-be-changed": "can't be changed",
    "destructive": "loses something",
    "sight-gained": "gives sight",
    "sight-lost": "takes sight away",
}
"""A change's danger (mopsdsl.checks.dangers.DANGERS) in words."""

ALONGSIDE = 12
"""So many of what goes along are named where dangers are told; all of them stand among the changes."""

_TOUCHED = {"campaigns": "campaign", "forms": "form", "assets": "other asset", "fences": "fence", "others": "other thing",
            "teams": "team", "users": "user"}  # fmt: skip
_VERBS = {"works_in": "works in", "sees": "sees", "reads": "reads what is in", "holds": "holds"}


def from_what(plan: ChangePlan) -> str:
    """The sentence before all others: which specs, and what they are compared with."""
    if plan.base.what == "nothing":
        return f"{plan.instance or plan.project}, all of it new: there is nothing to compare it with."
    return f"{plan.instance or plan.project}, compared with {plan.base.shown}."


def notes(plan: ChangePlan) -> tuple[str, ...]:
    """What to know of the base."""
    unsure = "The base has mistakes of its own: what could not be read of it may look new here."
    return (*plan.base.notes, *(() if plan.base.complete else (unsure,)))


def symbol(change: Change, people_first: Collection[str]) -> str:
    """`people_first` are the ids of changes before which people have to be moved."""
    return "!" if change.id in people_first else change.symbol


def name_of(change: Change) -> str:
    """The kind and the title; the name as well where it is another word."""
    kind, own = change.kind.replace("_", " "), change.name.rpartition(".")[2]
    same = not change.title or change.title.replace("_", " ") in (own.replace("_", " "), change.name)
    called = change.name if same else f"{change.title} ({change.name})"
    if isinstance(change, Rename):
        former = change.former.partition(":")[2]
        called = f"{former.rpartition('.')[2]}, now {called}"
    return called if called.startswith(f"{kind} ") else f"{kind} {called}"


def touched(change: Change, plan: ChangePlan) -> str:
    """What else it touches, as "3 campaigns and 1 form"; "" for nothing."""
    counts = plan.affects.get(change.id, {})
    return some([many(count, _TOUCHED.get(what, what)) for what, count in counts.items()])


def alongside(some: Iterable[Change]) -> str:
    """What is lost, too, without a finding of its own; "" for nothing."""
    names = [name_of(change) for change in some]
    more = len(names) - ALONGSIDE
    said = ", ".join(names[:ALONGSIDE]) + (f" and {more:,} more" if more > 0 else "")
    return f"Also lost, with something else or under an exception: {said}." if names else ""


# Sight


def seeing(one: SightChange) -> str:
    """ "Team SDR gains sight of EMEA People (310,000 people)"."""
    verb = {
        ("people", True): "gains sight of",
        ("people", False): "loses sight of",
        ("asset", True): "can now read",
        ("asset", False): "can no longer read",
    }[one.kind, one.gained]
    new = "," if one.of_new else ""
    return f"{subject(one)}{new} {verb} {whom(one)}"


def subject(one: SightChange) -> str:
    return f"{one.who.word.capitalize()} {one.who.title}{', which is new' if one.of_new else ''}"


def whom(one: SightChange) -> str:
    """ "EMEA People (310,000 people)"."""
    gone = ", which goes altogether" if one.of_gone else ""
    size = f" ({many_people(one.people)})" if one.people is not None else ""
    what = one.what.title if one.kind == "people" else f"folder {one.what.title}"
    return f"{what}{size}{gone}"


def many_people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def consequence(one: SightChange) -> str:
    """Walls near, and what stops or reaches fewer people; "" for nothing."""
    said = []
    if one.gained and one.walls:
        said.append(
            f"near {'walls' if len(one.walls) > 1 else 'wall'} {some([id.partition(':')[2] for id in one.walls])}"
        )
    if one.stopped:
        number = sum(one.stopped.values())
        verb = ("stops", "stop") if one.kind == "asset" else ("reaches fewer people", "reach fewer people")
        kinds = some([many(count, word.replace("_", " ")) for word, count in one.stopped.items()])
        said.append(f"{kinds} {verb[number > 1]}")
    return "; ".join(said)


def path(hops: Path, titles: dict[str, str]) -> str:
    """Hop by hop: "SDR works in EMEA as Marketer, EMEA sees EMEA People"."""
    said = []
    for hop in hops:
        start, end = (titles.get(id, id.partition(":")[2]) for id in (hop.start, hop.end))
        how = f" ({hop.label})" if hop.label else ""
        said.append(f"{start} {_VERBS.get(hop.kind, hop.kind.replace('_', ' '))} {end}{how}")
    return ", ".join(said)


# Steps


def numbers(plan: ChangePlan) -> dict[str, int]:
    """The number of each step, by its id."""
    return {one.step.id: number for number, one in enumerate(plan.steps, 1)}


def after(one: ChangeStep, numbered: dict[str, int]) -> str:
    """ "after 3 and 5"; "" where nothing has to come before."""
    needs = sorted(numbered[id] for id in one.step.needs if id in numbered)
    return f"after {listed([str(number) for number in needs])}" if needs else ""


def marks(one: ChangeStep) -> tuple[str, ...]:
    """What is particular about a step."""
    return tuple(
        said
        for said, holds in (
            ("done already", one.done),
            ("for a while only, taken back later", one.temporary),
            ("people have to be moved", one.moves_people),
            ("can't be taken back", one.step.irreversible),
        )
        if holds
    )


def executor(one: ChangeStep) -> str:
    return EXECUTORS[one.step.executor]


def facts(step: Step) -> list[tuple[str, str]]:
    """What there is to know of a step, in the order in which it is needed."""
    entered = "; ".join(f"{name}: {text}" for name, text in rows_besides(step))
    said = (
        ("Who", step.who),
        ("Where", step.where if step.request is None else f"{step.request.method} {path_of(step.request)}"),
        ("Do", step.do),
        ("Enter" if step.request is None else "Values", entered),
        ("Why", step.why),
        ("Check", step.check),
        ("Undo", step.undo),
        ("Wait", step.wait),
    )
    return [(word, text) for word, text in said if text]


def parts(plan: ChangePlan) -> str:
    """How the steps can be shared out, where they can."""
    count = sum(alone(plan))
    last = " The last part comes after all of them." if count < len(plan.groups) else ""
    return f"{count} parts that don't need each other, so that they can be shared out.{last}"


def alone(plan: ChangePlan) -> list[bool]:
    """Of each group of steps, whether it needs nothing of the others."""
    needs = {one.step.id: one.step.needs for one in plan.steps}
    return [{need for id in group.steps for need in needs[id]} <= {*group.steps} for group in plan.groups]


def chain(plan: ChangePlan) -> str:
    """The longest chain by the numbers of its steps: "5 steps, one after the other: 1 to 3, 7 and 9"."""
    numbered = numbers(plan)
    runs: list[list[int]] = []
    for number in (numbered[id] for id in plan.chain):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [
        f"{run[0]} to {run[-1]}" if len(run) > 2 else listed([str(number) for number in run]) for run in runs
    ]
    return f"Longest chain: {many(len(plan.chain), 'step')}, one after the other: {', then '.join(said)}."


def without_steps(plan: ChangePlan) -> dict[str, list[str]]:
    """Why there is nothing to do for some changes, with the names of those."""
    subjects = {move.id: move.subject for move in plan.course.moves}
    names = {change.id: name_of(change) for change in plan.changes}
    found: dict[str, list[str]] = {}
    for one in plan.left:
        subject = subjects.get(one.id, one.id)
        said = found.setdefault(one.reason, [])
        name = names.get(subject, plan.titles.get(subject, subject.partition(":")[2]))
        if name not in said:
            said.append(name)
    return found


def workers(plan: ChangePlan) -> str:
    """ "12 steps: 9 in a screen, 3 by REST call"."""
    found = dict.fromkeys(EXECUTORS, 0)
    for one in plan.steps:
        found[one.step.executor] += 1
    said = [f"{count} {EXECUTORS[name]}" for name, count in found.items() if count]
    done = sum(one.done for one in plan.steps)
    return f"{many(len(plan.steps), 'step')}: {', '.join(said)}{f'; {done} done already' if done else ''}."


def action_word(change: Change) -> str:
    return {Create: "new", Remove: "removed", Rename: "renamed"}.get(type(change), "changed")
