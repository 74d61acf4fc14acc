"""What is known of the systems that a spec is carried out in, as data: who does what, on which screen, by which call.

One TOML file a subject under `marketo/`. Marketo's API is moving: what an admin does today a call may do tomorrow, and
then only a file here changes. Texts hold `{names}`; values are put in their place and never looked into, so braces in a
spec stay as they are.
"""

from functools import cache
from typing import Any

from mopsdsl._value import value

Template = str | tuple[str, ...]
"""A text without names, or literal and name in turn: `("Create ", "title", "")`."""

Rows = tuple[tuple[str, str], ...]


@value
class Call:
    """One REST call. `encoding` is json, form or multipart; `parameters` stand in the path; `body` is of plain JSON values."""

    method: str
    path: Template
    encoding: str
    parameters: dict[str, Template]
    body: Any


@value
class Action:
    """One thing that somebody can do, with all that this person has to know.

    `executor` is ui, rest, support, people or web; `enter` pairs a label of the screen with a value (without a label: rows
    that the plan brings along); `page` is the public page that the fact is from.
    """

    name: str
    phase: str
    executor: str
    who: Template
    title: Template
    where: Template
    enter: tuple[tuple[str, Template], ...]
    call: Call | None
    do: Template
    why: Template
    check: Template
    undo: Template
    irreversible: bool
    wait: Template
    permission: Template
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
class Target:
    """All that is known of one system. `words` are tables of its own vocabulary, by subject."""

    actions: dict[str, Action]
    phases: tuple[PhaseText, ...]
    asset_kinds: dict[str, AssetKind]
    trees: dict[str, str]
    reasons: dict[str, str]
    words: dict[str, dict[str, Any]]


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
    actions = {name: _action(name, entry, defaults, pages) for name, entry in data.items()}
    return Target(actions, phases, kinds, trees, reasons, words)


def _read(target: str) -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    data: dict[str, Any] = {}
    for entry in sorted(files(__name__).joinpath(target).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            found = tomllib.loads(entry.read_text(encoding="utf-8"))
            if twice := data.keys() & found.keys():
                raise ValueError(f"{entry.name} says again what another file has said: {sorted(twice)}")
            data |= found
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
    return Action(
        name=name,
        phase=entry["phase"],
        executor=entry["executor"],
        who=template(entry.get("who", default["who"])),
        title=template(entry["title"]),
        where=template(entry.get("where", default.get("where", ""))),
        enter=tuple((label, template(text)) for label, text in entry.get("enter", ())),
        call=_call(entry["rest"]) if "rest" in entry else None,
        do=template(entry.get("do", default.get("do", ""))),
        why=template(entry["why"]),
        check=template(entry["check"]),
        undo=template(entry["undo"]),
        irreversible=entry.get("irreversible", False),
        wait=template(entry.get("wait", "")),
        permission=template(entry.get("permission", "")),
        page=pages[book] + page if page else "",
    )


def _call(entry: dict[str, Any]) -> Call:
    """The `{names}` in a path are the API's own parameters; a path that is one name alone comes from the plan."""
    path: str = entry["path"]
    parameters = {name: template(text) for name, text in entry.get("parameters", {}).items()}
    whole = path if path.startswith("/") else template(path)
    return Call(entry["method"], whole, entry.get("encoding", "json"), parameters, _body(entry.get("body")))


def _body(body: Any) -> Any:
    match body:
        case str():
            return template(body)
        case dict():
            return {name: _body(part) for name, part in body.items()}
        case list():
            return [_body(part) for part in body]
        case _:
            return body


# Filling in


@cache
def template(text: str) -> Template:
    """A text with `{names}` in it, taken apart for `fill`."""
    import re

    parts = re.split(r"\{(\w+)\}", text)
    return tuple(parts) if len(parts) > 1 else text


def fill(template: Template, values: dict[str, Any]) -> str:
    """The text with every name replaced by its value; a name without a value leaves nothing."""
    if isinstance(template, str):
        return template
    filled = list(template)
    for i in range(1, len(filled), 2):
        filled[i] = values.get(filled[i], "")
    return "".join(filled)


def fill_rows(enter: tuple[tuple[str, Template], ...], values: dict[str, Any]) -> Rows:
    """What to enter, label by label; a row whose value is empty is left out."""
    rows: list[tuple[str, str]] = []
    for label, template in enter:
        if not label:
            rows += values.get(template[1], ())
        elif text := fill(template, values):
            rows.append((label, text))
    return tuple(rows)


def fill_body(body: Any, values: dict[str, Any]) -> Any:
    """A request's body. A text that is one name alone takes the value as it is (a list stays a list); empty members are left out."""
    if isinstance(body, tuple):
        return values.get(body[1], "") if len(body) == 3 and body[0] == body[2] == "" else fill(body, values)
    if isinstance(body, dict):
        filled = ((name, fill_body(part, values)) for name, part in body.items())
        return {name: part for name, part in filled if part not in ("", [])}
    return [fill_body(part, values) for part in body] if isinstance(body, list) else body
