"""What is known of the systems that a spec is carried out in, as data: who does what, on which screen, by which call.

One TOML file a subject under `marketo/`. Marketo's API is moving: what an admin does today a call may do tomorrow, and
then only a file here changes. Texts hold `{names}`, which `filling` replaces by values.
"""

from functools import cache
from typing import Any

from mopsdsl._value import value
from mopsdsl.targets.filling import Place, body_template, heading, template


@value
class Call:
    """One REST call. `encoding` is json, form or multipart; `parameters` stand in the path; `body` is of plain JSON values."""

    method: str
    path: str
    encoding: str
    parameters: dict[str, str]
    body: Any


TEXTS = ("who", "title", "where", "do", "why", "check", "undo", "wait", "permission")
"""The texts of an action that values are filled into, in the order of `Action.texts`."""


@value
class Action:
    """One thing that somebody can do, with all that this person has to know.

    `executor` is ui, rest, support, people or web; `enter` pairs a label of the screen with a value (without a label: rows
    that the plan brings along); `page` is the public page that the fact is from. `heading` is the title for any such step.
    """

    name: str
    phase: str
    executor: str
    heading: str
    who: str
    title: str
    where: str
    do: str
    why: str
    check: str
    undo: str
    wait: str
    permission: str
    texts: tuple[str, ...]
    enter: tuple[tuple[str, str], ...]
    call: Call | None
    irreversible: bool
    page: str


@value
class PhaseText:
    """A phase of the plan: a stretch of work that is done before the next begins."""

    id: str
    title: str
    why: str


@value
class AssetKind:
    """How one kind of asset is made: where it stands (`area`, `tree`), and the actions that make, finish and start it."""

    kind: str
    area: str
    tree: str
    create: str
    finish: str
    start: str


@value
class Removal:
    """What it is to remove a thing of one kind: the `last` step, once all before it is done, and what is `lost` for good."""

    last: str
    lost: str


@value
class Target:
    """All that is known of one system. `words` are tables of its own vocabulary, by subject; `removal` what is lost with which kind.

    `altered` names the action that changes what an action has set up, `ended` the one that takes it back.
    """

    actions: dict[str, Action]
    phases: tuple[PhaseText, ...]
    asset_kinds: dict[str, AssetKind]
    trees: dict[str, str]
    reasons: dict[str, str]
    words: dict[str, dict[str, Any]]
    removal: dict[str, Removal]
    altered: dict[str, str]
    ended: dict[str, str]


@cache
def marketo() -> Target:
    """What is known of Marketo Engage, read once."""
    data = _read("marketo")
    defaults = data.pop("executors")
    phases = tuple(PhaseText(name, text["title"], text["why"]) for name, text in data.pop("phases").items())
    kinds = {kind: _asset_kind(kind, entry) for kind, entry in data.pop("asset_kinds").items()}
    trees, reasons, words, pages = (
        data.pop("trees"),
        data.pop("reasons"),
        data.pop("words"),
        data.pop("pages"),
    )
    removal = {kind: Removal(entry["last"], entry["lost"]) for kind, entry in data.pop("removal").items()}
    altered, ended = data.pop("altered"), data.pop("ended")
    actions = {name: _action(name, entry, defaults, pages) for name, entry in data.items()}
    return Target(actions, phases, kinds, trees, reasons, words, removal, altered, ended)


def _read(target: str) -> dict[str, Any]:
    import tomllib
    from pathlib import Path

    data: dict[str, Any] = {"words": {}}
    for file in sorted((Path(__file__).parent / target).glob("*.toml")):
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        words = found.pop("words", {})
        if twice := (data.keys() & found.keys()) | (data["words"].keys() & words.keys()):
            raise ValueError(f"{file.name} says again what another file has said: {sorted(twice)}")
        data |= found
        data["words"] |= words
    return data


def _asset_kind(kind: str, entry: dict[str, str]) -> AssetKind:
    return AssetKind(
        kind,
        entry["area"],
        entry.get("tree", ""),
        entry["create"],
        entry.get("finish", ""),
        entry.get("start", ""),
    )


def _action(name: str, entry: dict[str, Any], defaults: dict[str, Any], pages: dict[str, str]) -> Action:
    default = defaults[entry["executor"]]
    book, _, page = entry["source"].partition(":")
    texts = {text: template(entry.get(text, default.get(text, ""))) for text in TEXTS}
    return Action(
        name=name,
        phase=entry["phase"],
        executor=entry["executor"],
        heading=heading(entry["title"]),
        **texts,
        texts=tuple(texts.values()),
        enter=tuple(
            (label, template(text) if label else Place(text[1:-1])) for label, text in entry.get("enter", ())
        ),
        call=_call(entry["rest"]) if "rest" in entry else None,
        irreversible=entry.get("irreversible", False),
        page=pages[book] + page if page else "",
    )


def _call(entry: dict[str, Any]) -> Call:
    """The `{names}` in a path are the API's own parameters; a path that is one name alone comes from the plan."""
    path: str = entry["path"]
    parameters = {name: template(text) for name, text in entry.get("parameters", {}).items()}
    whole = path if path.startswith("/") else template(path)
    return Call(
        entry["method"], whole, entry.get("encoding", "json"), parameters, body_template(entry.get("body"))
    )
