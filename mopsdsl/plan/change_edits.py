"""What is made or changed: the steps of the newer setup that the older one has not, and of those that both have, what differs."""

from collections.abc import Collection, Iterator

from mopsdsl._value import value
from mopsdsl.changes.change import Alter, Change, Remove, Rename
from mopsdsl.changes.moves import Move, See
from mopsdsl.checks.changes import ChangeContext
from mopsdsl.model.assets import Asset
from mopsdsl.plan import change_rows
from mopsdsl.plan.change_ends import Key, Side, key_of
from mopsdsl.plan.setup import Told
from mopsdsl.plan.steps import Step
from mopsdsl.targets import marketo
from mopsdsl.targets.filling import Rows, Values, fill, fill_body, fill_rows, template

Known = dict[str, object]
_GAINS_FIRST = {"change-channel": "hide-statuses"}
"""Actions that only add, and those that take away what is no more, once everything else is done."""
_OWN_ACTION = {("change-field", "Type"): "change-field-type"}
"""Action and row → the action for that row alone: the call that changes a field can't change its type."""
_ONLY_GAINS = ("start-more",)
"""Actions with nothing to do for what is no more: that is switched off by itself."""
_OF_ANY_KIND = ("change-declaration", "change-by-people", "change-asset", "change-approved")
_WITH_MERGES = ("change-model", "place-again")


@value
class Made:
    """A step before it has its needs. `of` is the id of the step of a setup that it comes from, so that two moves don't tell it twice."""

    step: Step
    of: str = ""
    moves_people: bool = False


def made(
    action: str, id: str, known: Known, change: Change, of: str = "", moves_people: bool = False
) -> Made:
    """A step of an action for change plans, with its values filled in."""
    found = marketo().actions[action]
    values = Values(known)
    who, title, where, do, why, check, undo, wait, permission = [fill(text, values) for text in found.texts]
    request = None
    if found.call is not None:
        from mopsdsl.plan.steps import Request

        parameters = {name: fill(text, values) for name, text in found.call.parameters.items()}
        path, body = fill(found.call.path, values), fill_body(found.call.body, values)
        request = Request(found.call.method, path, parameters, found.call.encoding, body)
    step = Step(
        "-".join(id.split()).strip("-"), found, (), who, title, where, do, why, check, undo, wait, permission,
        enter=fill_rows(found.enter, values), request=request, covers=(change.id,), phase=found.phase,
        strand=str(known.get("label") or change.title),
    )  # fmt: skip
    return Made(step, of, moves_people)


def edits(move: Move, change: Change, sides: tuple[Side, Side], context: ChangeContext) -> Iterator[Made]:
    """The steps of a move that makes or changes something: what runs and ends is switched off first, what else ends goes last."""
    before, after = ({key_of(one): one for one in side.steps} for side in sides)
    pairs = {key: before.get(key) or sides[0].all.get(key) for key in after}
    ended = {key: old for key, old in before.items() if key not in after and key not in sides[1].all}
    pairs |= _same_grant(pairs, ended)
    stopped = [old for old in ended.values() if _stops(old)]
    yield from (_ended(old, change) for old in stopped)
    edited: dict[str, list[tuple[Told, Rows]]] = {}
    told: list[Made | str] = []
    for key, found in pairs.items():
        new = after[key]
        if found is None:
            told += _created(new, move, change)
            continue
        rows = change_rows.changed(found.step.enter, new.step.enter)
        if not _is_moved(change):
            rows = tuple(row for row in rows if row[0] != "Under")
        for action, own in _by_action(new, rows):
            name = f"{action} {_subject(new, change)}"
            if name not in edited:
                told.append(name)
            edited.setdefault(name, []).append((new, own))
    last = [_ended(old, change) for old in ended.values() if not _stops(old)]
    for one in told:
        if isinstance(one, Made):
            yield one
            continue
        found_last, steps = _edited(one.partition(" ")[0], edited[one], (before, after), change, context)
        last += found_last
        yield from steps
    yield from last


def _by_action(new: Told, rows: Rows) -> Iterator[tuple[str, Rows]]:
    """The rows that differ by the action that changes them: most of them the one for the whole, some one of their own."""
    whole = marketo().altered.get(new.draft.action.name, "change-declaration")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(_OWN_ACTION.get((whole, row[0]), whole), []).append(row)
    for action, own in found.items():
        yield action, tuple(own)


def _stops(old: Told) -> bool:
    """Whether something runs that has to be switched off before its successor is switched on."""
    return old.draft.action.name.startswith("build-")


def _is_moved(change: Change) -> bool:
    """Whether an asset has another place, and not only a place with another name."""
    if not isinstance(change, Alter | Rename):
        return False
    before, after = change.before, change.after
    return isinstance(before, Asset) and isinstance(after, Asset) and before.parent != after.parent


def _same_grant(pairs: dict[Key, Told | None], ended: dict[Key, Told]) -> dict[Key, Told | None]:
    """A grant's step is named by what it gives: the one that ends and the one that begins are one change of the same ticks."""
    olds = [key for key in ended if key[1].startswith("grant-access.")]
    news = [key for key, old in pairs.items() if old is None and key[1].startswith("grant-access.")]
    if len(olds) == len(news) == 1:
        return {news[0]: ended.pop(olds[0])}
    return {}


def _subject(told: Told, change: Change) -> str:
    """A step's id without what is done in it, which stays the same when it is changed instead of made; where it only carries a
    change of something else, with that."""
    verb = told.draft.action.name.partition(".")[0]
    subject = told.step.id.removeprefix(verb).strip("-")
    return subject if change.id in told.draft.about else f"{subject}-for-{change.name}".strip("-")


def _created(new: Told, move: Move, change: Change) -> Iterator[Made]:
    """As in the setup plan; a partition is ticked at once for the workspaces that see every partition."""
    seeing = [effect.id.partition(":")[2] for effect in move.effects if isinstance(effect, See)]
    if seeing and new.draft.action.name == "create-partition":
        known = {**new.draft.values, "workspaces": ", ".join(seeing), "label": new.step.strand}
        yield made("create-partition.seen", new.step.id, known, change, new.step.id)
    else:
        yield Made(new.step, new.step.id)


def _edited(
    action: str,
    parts: list[tuple[Told, Rows]],
    sides: tuple[Collection[Key], Collection[Key]],
    change: Change,
    context: ChangeContext,
) -> tuple[list[Made], list[Made]]:
    """One step for all that is changed on one screen, as what waits for the end and what doesn't.

    A campaign that runs is switched off before and on after; statuses are hidden once nobody has them.
    """
    new = parts[-1][0]
    rows = tuple(dict.fromkeys(row for _, each in parts for row in each))
    lost = tuple(row for row in rows if change_rows.is_lost(row))
    known = told_of(new, change) | {"unticking": _unticking(rows), "renaming": _renaming(rows)}
    subject = _subject(new, change)
    of = f"change {subject} by {action}"
    id = (
        f"change-{change.kind}-{subject}"
        if action in _OF_ANY_KIND
        else f"{action.partition('.')[0]}-{subject}"
    )
    if action == "change-campaign":
        return [], _campaign(new, subject, known | {"rows": rows}, sides, change)
    if after := _GAINS_FIRST.get(action):
        last = [made(after, f"{after}-{subject}", known | {"rows": lost}, change, f"{of}, last")]
        rows = tuple(row for row in rows if row not in lost)
        first = [made(action, id, known | {"rows": rows}, change, of)]
        return last if lost else [], first if rows else []
    if action in _ONLY_GAINS and len(lost) == len(rows):
        return [], []
    if action == "move-people-again":
        rows = tuple(row for row in rows if not _leaves_removed(row, context))
        if not rows:
            return [], []
    if action in _WITH_MERGES:
        rows += _merges(change, context)
    return [], [made(action, id, known | {"rows": rows}, change, of)]


def _campaign(
    new: Told, subject: str, known: Known, sides: tuple[Collection[Key], Collection[Key]], change: Change
) -> list[Made]:
    start = (f"activate-campaign-{new.step.id.removeprefix('build-campaign-')}", "activate-campaign")
    ran, runs = (start in side for side in sides)
    actions = [
        *(["deactivate-campaign"] if ran else []),
        "change-campaign",
        *(["reactivate-campaign"] if ran and runs else []),
    ]
    return [made(action, f"{action}-{subject}", known, change, f"{action} {subject}") for action in actions]


def _unticking(rows: Rows) -> str:
    loses = any(label.endswith(change_rows.LESS) for label, _ in rows)
    return str(marketo().words["parts"]["unticking"]) if loses else ""


def _renaming(rows: Rows) -> str:
    """What to know before a name is changed (experienceleague: rename-a-marketo-asset)."""
    renames = any(label == "Name" for label, _ in rows)
    return str(marketo().words["parts"]["renaming"]) if renames else ""


def _leaves_removed(row: tuple[str, str], context: ChangeContext) -> bool:
    """Whether a row is about people of a partition that goes: all who are in it are moved out by a step of their own."""
    gone = (
        one.title for one in context.comparison.changes if one.kind == "partition" and isinstance(one, Remove)
    )
    ends = [f"{change_rows.ARROW} {title}" for title in gone]
    return any(f"{end}{change_rows.FROM_NOW_ON}" in row[1] or row[1].endswith(end) for end in ends)


def _merges(change: Change, context: ChangeContext) -> Rows:
    """Where the people of stages go that are no more."""
    return tuple(
        (
            f"People in {merge.title} go to",
            context.after.courses[merge.lifecycle.name].stages[merge.into].title or merge.into,
        )
        for merge in context.merged_stages.values()
        if merge.lifecycle.id == change.id and merge.into is not None
    )


def _ended(old: Told, change: Change) -> Made:
    """What was set up and is no more, taken back as the setup plan says."""
    action = marketo().ended.get(old.draft.action.name, "end-declaration")
    return made(
        action,
        f"{action.partition('.')[0]}-{_subject(old, change)}",
        told_of(old, change),
        change,
        f"end {_subject(old, change)} by {action}",
    )


def told_of(told: Told, change: Change) -> Known:
    """What the step of a setup knows, for the texts of a change."""
    step = told.step
    return {
        "under": step.where,
        **told.draft.values,
        "kind": change.kind.replace("_", " "),
        "thing": change.title,
        "former": former_title(change),
        "setup": step.title,
        "step_where": step.where,
        "step_who": step.who,
        "step_check": step.check,
        "step_undo": step.undo,
        "step_permission": step.permission,
        "cause": cause(change),
        "label": step.strand,
    }


def cause(change: Change) -> str:
    """Why a step is there, in a sentence."""
    values = {"kind": change.kind.replace("_", " "), "title": change.title, "former": former_title(change)}
    if isinstance(change, Alter | Rename):
        words = marketo().words["properties"]
        names = (words.get(one.name, one.name.replace("_", " ")) for one in change.properties)
        values["listed"] = ", ".join(dict.fromkeys(names))
    return fill(template(marketo().words["causes"][change.action]), Values(values))


def former_title(change: Change) -> str:
    """What people called a thing before."""
    return change.before.title if isinstance(change, Alter | Rename) else change.title
