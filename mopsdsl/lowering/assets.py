"""Assets by their paths, campaigns with their flows, and channels."""

from collections.abc import Iterator
from typing import Any

from mopsdsl.diagnostics.finding import BAD_VALUE, DUPLICATE_NAME, MISSING_PROPERTY, Related
from mopsdsl.lowering.conditions import condition, event, literal
from mopsdsl.lowering.each import rounds
from mopsdsl.lowering.people import title
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading, allowance
from mopsdsl.model import assets as model
from mopsdsl.model.base import Allowance, Reference
from mopsdsl.source.text import Span
from mopsdsl.syntax import tree

PROGRAM_TYPES = ("default", "event", "email", "engagement")

PURPOSES = ("subscription_center", "operational")
"""The purposes of an asset that rules know; any other word is a remark for readers."""

_ONLY_FOR: dict[str, tuple[str, ...]] = {
    "type": ("program",), "channel": ("program",), "members": ("program",), "tag": ("program",), "asks": ("form",),
    "trigger": ("smart_campaign",), "flow": ("smart_campaign",), "scope": ("smart_campaign",), "executable": ("smart_campaign",),
    "approved by hand": ("smart_campaign",), "when": ("smart_campaign", "smart_list"), "segment": ("segmentation",),
    "value": ("token",),
}  # fmt: skip
"""Which kinds of assets have a property; those that are not named here fit all."""

STEPS = {
    "set to": "set", "change score by": "change score", "change stage to": "change stage", "change status to": "change status",
    "route by": "route", "call webhook": "webhook", "": "marketo", "move to partition": "move to partition",
}  # fmt: skip

STEP_ABOUT = {
    "send": "email", "set to": "field", "change score by": "field", "move to partition": "partition", "change stage to": "stage",
    "request": "smart_campaign", "execute": "smart_campaign", "alert": "team", "route by": "routing",
    "add to": "static_list|program", "remove from": "static_list|program",
}  # fmt: skip

STEP_VERB = {"set to": "sets", "change score by": "changes", "move to partition": "moves people to", "change stage to": "moves people to",
              "alert": "alerts", "route by": "routes by", "add to": "adds people to", "remove from": "removes people from",
              "send": "sends", "request": "requests", "execute": "executes"}  # fmt: skip


class Workspace:
    """The workspace whose assets are being read."""

    def __init__(self, name: str, token: tree.Token) -> None:
        self.name = name
        self.token = token


def assets(place: Place, node: tree.Assets) -> Iterator[model.Asset]:
    """Every asset of an `assets in` block, outer ones first; an `allow` of the block itself holds for each asset directly in it."""
    workspace = Workspace(place.name(node.workspace), node.workspace)
    yield from _items(place, node.body, workspace, workspace.name, _block_allowances(place, node.body))


def _block_allowances(place: Place, body: tuple[Any, ...]) -> tuple[Allowance, ...]:
    return tuple(allowance(place, item) for item in body if isinstance(item, tree.Allow))


def _items(
    place: Place,
    body: tuple[Any, ...],
    workspace: Workspace,
    parent: str,
    allowances: tuple[Allowance, ...] = (),
) -> Iterator[model.Asset]:
    for item in body:
        if isinstance(item, tree.Declaration):
            yield from _asset(place, item, workspace, parent, allowances)
        elif isinstance(item, tree.Each):
            for inner in rounds(place, item):
                yield from _items(inner, item.body, workspace, parent, allowances)


def _asset(
    place: Place, node: tree.Declaration, workspace: Workspace, parent: str, allowances: tuple[Allowance, ...]
) -> Iterator[model.Asset]:
    path = f"{parent}.{place.name(node.name, new=True)}"
    reading = Reading(place, node, path, (*node.phrases, *(node.body or ())), path)
    reading.allowances.extend(allowances)
    yield _made(place, node, reading, workspace, parent)
    if reading.others:
        if node.kind not in ("folder", "program"):
            _no_room(place, node, reading.others)
        yield from _items(place, tuple(reading.others), workspace, path)


def _no_room(place: Place, node: tree.Declaration, others: list[Any]) -> None:
    first = others[0]
    span_of = getattr(first, "name", first)
    place.report(
        BAD_VALUE,
        span_of,
        f"A {node.kind.replace('_', ' ')} holds no other assets.",
        "Only folders and programs do.",
    )


def _made(
    place: Place, node: tree.Declaration, reading: Reading, workspace: Workspace, parent: str
) -> model.Asset:
    kind = node.kind
    for word, found in reading.properties.items():
        if (only := _ONLY_FOR.get(word)) and kind not in only:
            of = " or ".join(one.replace("_", " ") for one in only)
            place.report(
                BAD_VALUE,
                found[0],
                f"A {kind.replace('_', ' ')} has no `{word}`.",
                f"That belongs in a {of}.",
            )
    where = Reference("workspace", workspace.name, place.span(workspace.token), "stands in")
    if parent == workspace.name:
        reading.references.append(where)
    uses = reading.listed("uses", "asset", "uses")
    cloned = reading.referred("cloned from", "asset", "is cloned from")
    moved = reading.referred("moved from", "asset", "is moved from")
    tags = tuple(
        model.Tag(place.text(f.values[0]), place.text(f.values[1]), place.span(f)) for f in reading.all("tag")
    )
    special = _SPECIAL[kind](reading) if kind in _SPECIAL else {}
    shared = reading.common(place.span(node.name), title(place, node) or place.name(node.name))
    made: model.Asset = CLASSES.get(kind, model.Asset)(
        **shared,
        asset_kind=kind,
        workspace=where,
        parent=parent,
        uses=uses,
        cloned_from=cloned,
        moved_from=moved,
        tags=tags,
        purpose=reading.freely_chosen("purpose", "purpose of an asset", PURPOSES),
        **special,
    )
    return made


# What only one kind has


def _folder(reading: Reading) -> dict[str, Any]:
    shared = reading.one("shared with")
    return {
        "shared_with": reading.sight(shared.values[0], "workspace", "is shared with") if shared else None,
        "shared_span": reading.place.span(shared) if shared else None,
    }


def _program(reading: Reading) -> dict[str, Any]:
    channel = reading.value("channel")
    named = channel is not None and channel.kind != "<string>"
    members = reading.value("members")
    return {
        "type": reading.chosen("type", "type of program", PROGRAM_TYPES),
        "channel": reading.reference("channel", channel, "is of channel") if named else None,
        "channel_title": reading.place.text(channel) if channel is not None and not named else "",
        "members": reading.place.whole(members, "The number of members") if members else None,
    }


def _form(reading: Reading) -> dict[str, Any]:
    return {"asks": reading.listed("asks", "field", "asks")}


def _smart_list(reading: Reading) -> dict[str, Any]:
    when = reading.value("when")
    return {"when": condition(reading, when) if when else None}


def _segmentation(reading: Reading) -> dict[str, Any]:
    place = reading.place
    seen: dict[str, Span] = {}
    segments = []
    for found in reading.all("segment"):
        name, heading, when = found.values
        word, span = place.name(name, new=True), place.span(name)
        if word in seen:
            message = f"Segment {word} is declared twice in {reading.name}."
            place.report(
                DUPLICATE_NAME,
                name,
                message,
                "Rename one of them.",
                (Related(seen[word], "declared first here"),),
            )
        seen.setdefault(word, span)
        segments.append(
            model.Segment(
                word,
                place.text(heading) if heading else word,
                condition(reading, when),
                span,
                place.span(found),
            )
        )
    return {"segments": tuple(segments)}


def _smart_campaign(reading: Reading) -> dict[str, Any]:
    place = reading.place
    triggers = tuple(event(reading, node) for found in reading.all("trigger") for node in found.values)
    scope, hand, when = (
        reading.one("scope"),
        reading.one("approved by hand", "approved by hand by"),
        reading.value("when"),
    )
    if scope:
        place.word(scope.values[0], "scope", ("global", "local"))
    steps = [
        step for found in reading.all("flow") for step in found.values[0] if isinstance(step, tree.FlowStep)
    ]
    return {
        "triggers": triggers,
        "when": condition(reading, when) if when else None,
        "flow": tuple(_step(reading, step) for step in steps),
        "scope_global": bool(scope and place.name(scope.values[0]) == "global"),
        "scope_span": place.span(scope) if scope else None,
        "executable": reading.has("executable"),
        "approval": reading.reference("team", hand.values[0], "is approved by") if hand else None,
        "approved_by_hand": hand is not None,
    }


def _step(reading: Reading, node: tree.FlowStep) -> model.FlowStep:
    place, values = reading.place, list(node.values)
    about, said, duration, text, amount = None, None, None, "", None
    first = values[0] if values else None
    kind = STEP_ABOUT.get(node.words)
    if isinstance(first, tree.Duration):
        duration = place.duration(first)
    elif isinstance(first, tree.Token) and kind and first.kind != "<string>":
        scope = "" if kind in ("field", "partition", "team", "routing", "stage") else None
        about = reading.must(kind, first, STEP_VERB[node.words], scope)
    elif isinstance(first, tree.Token):
        text = place.text(first)
    if len(values) > 1 and not isinstance(values[1], tree.Duration):
        said = literal(place, values[1])
        amount = (
            place.number(values[1])
            if node.words == "change score by" and isinstance(values[1], tree.Token)
            else None
        )
    return model.FlowStep(
        STEPS.get(node.words, node.words), about, said, duration, text, amount, place.span(node)
    )


_SPECIAL = {
    "folder": _folder, "program": _program, "form": _form, "smart_list": _smart_list, "segmentation": _segmentation,
    "smart_campaign": _smart_campaign,
}  # fmt: skip
CLASSES: dict[str, Any] = {
    "folder": model.Folder, "program": model.Program, "form": model.Form, "smart_list": model.SmartList,
    "segmentation": model.Segmentation, "smart_campaign": model.SmartCampaign,
}  # fmt: skip


def channel(place: Place, node: tree.Declaration) -> model.Channel:
    reading = Reading(place, node, place.name(node.name, new=True), (*node.phrases, *(node.body or ())))
    statuses = tuple(
        model.ChannelStatus(
            place.text(found.values[0]),
            place.whole(found.values[1], "A step number") or 0,
            found.values[2] is not None,
            place.span(found),
        )
        for found in reading.all("status")
    )
    if not statuses:
        place.report(
            MISSING_PROPERTY,
            node.name,
            f"Channel {reading.name} has no status.",
            'Marketo asks for at least one: `status "Member" 10`.',
        )
    kind = reading.chosen("for", "type of program", PROGRAM_TYPES)
    return model.Channel(
        **reading.common(place.span(node.name), title(place, node)), program_type=kind, statuses=statuses
    )
