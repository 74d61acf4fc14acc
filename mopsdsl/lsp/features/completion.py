"""Completion: the words of the language that fit here, and the names of the kind that is wanted here, those that can be used from here
first."""

from collections.abc import Iterable, Iterator

from lsprotocol import types

from mopsdsl._value import value
from mopsdsl.checks.values import choices_of
from mopsdsl.graphs.sight import chosen
from mopsdsl.graphs.wording import literal_text
from mopsdsl.lowering.standard import NOWHERE
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.view import View
from mopsdsl.lsp.wanted import MADE_UP, Wanted, wanted
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset
from mopsdsl.model.base import Declaration, Reference
from mopsdsl.model.conditions import Literal
from mopsdsl.syntax import tree

MOST = 200
"""Names that are offered at once; with more the client asks again at the next letter."""

_KINDS = {
    "workspace": types.CompletionItemKind.Module,
    "partition": types.CompletionItemKind.Folder,
    "team": types.CompletionItemKind.Class,
    "field": types.CompletionItemKind.Field,
    "list": types.CompletionItemKind.Enum,
    "asset": types.CompletionItemKind.File,
}


@value
class Offer:
    """Something that can be written. `rank` is smaller for what fits better; `id` of the thing whose documentation says more."""

    text: str
    kind: types.CompletionItemKind
    detail: str = ""
    rank: int = 0
    id: str = ""


def complete(session: Session, params: types.CompletionParams) -> types.CompletionList | None:
    place = session.place(params.text_document.uri, params.position)
    asked = wanted(place.source, place.offset) if place else None
    if place is None or asked is None:
        return None
    typed = place.source.text[asked.start : place.offset]
    fitting = [offer for offer in offers(place.view, asked) if _fits(typed, offer.text)]
    fitting.sort(key=lambda offer: (not _begins(typed, offer.text), offer.rank))
    range = place.view.lines(place.source).range(asked.start, asked.end)
    items = [
        _item(offer, number, range, params.text_document.uri) for number, offer in enumerate(fitting[:MOST])
    ]
    return types.CompletionList(is_incomplete=len(fitting) > MOST, items=items)


def say_more(session: Session, item: types.CompletionItem) -> types.CompletionItem:
    """The documentation of a name, when somebody stops at it."""
    uri, id = item.data if isinstance(item.data, list) and len(item.data) == 2 else ("", "")
    view = session.view(uri)
    node = view.world.things.nodes.get(id) if view else None
    found = view.world.things.declaration(node) if view and node else None
    if found is not None and found.documentation:
        item.documentation = found.documentation
    return item


def _item(offer: Offer, number: int, range: types.Range, uri: str) -> types.CompletionItem:
    return types.CompletionItem(
        label=offer.text,
        kind=offer.kind,
        detail=offer.detail or None,
        sort_text=f"{number:04}",
        filter_text=offer.text,
        text_edit=types.TextEdit(range, offer.text),
        data=[uri, offer.id] if offer.id else None,
    )


def _fits(typed: str, text: str) -> bool:
    """Whether the letters that were typed stand in a text in that order."""
    rest = iter(text.casefold())
    return all(letter in rest for letter in typed.casefold())


def _begins(typed: str, text: str) -> bool:
    return text.casefold().startswith(typed.casefold())


# What is offered


def offers(view: View, asked: Wanted) -> Iterator[Offer]:
    """Everything that may stand there, whatever was typed of it."""
    if asked.reference is not None:
        yield from _names(view, asked.reference, asked.owner)
    if asked.field is not None:
        yield from _values(view, asked)
    yield from _by_tree(view, asked)
    yield from (
        Offer(f"<{slot}>", types.CompletionItemKind.Variable, "in each round") for slot in asked.slots
    )
    yield from (Offer(word, types.CompletionItemKind.Keyword, rank=2) for word in asked.words)


def _names(view: View, reference: Reference, owner: Declaration | None) -> Iterator[Offer]:
    """The names that may stand here, each as short as it can be written from here."""
    names = view.context.names
    if MADE_UP in reference.scope:
        return
    for name in dict.fromkeys(names.candidates(reference)):
        text = _shortest(view, reference, name)
        found = names.find(Reference(reference.kind, text, reference.span, "", reference.scope))
        if not isinstance(found, Declaration):
            yield Offer(text, types.CompletionItemKind.EnumMember, getattr(found, "title", ""))
            continue
        word = found.asset_kind if isinstance(found, Asset) else found.kind
        title = f'{word.replace("_", " ")} "{found.title}"' if found.title else word.replace("_", " ")
        rank, note = _use(view, reference, owner, found)
        kind = _KINDS.get(found.kind, types.CompletionItemKind.Reference)
        yield Offer(text, kind, f"{title}{note}", rank, found.id)


def _shortest(view: View, reference: Reference, name: str) -> str:
    """A path without the part that the place itself has, where it means the same."""
    if reference.scope in view.context.model.lifecycles or "." in reference.name:
        return name
    scope = reference.scope
    while scope:
        if name.startswith(f"{scope}."):
            short = name[len(scope) + 1 :]
            found = view.context.names.find(
                Reference(reference.kind, short, reference.span, "", reference.scope)
            )
            return short if isinstance(found, Declaration) and found.name == name else name
        scope = scope.rpartition(".")[0]
    return name


def _use(view: View, reference: Reference, owner: Declaration | None, found: Declaration) -> tuple[int, str]:
    """How well something fits: what can't be used from here comes last, what is named there already or Marketo's own comes later."""
    model = view.context.model
    if isinstance(owner, Workspace) and reference.verb == "primary" and owner.sees is not None:
        seen = found.name in chosen(owner.sees, model.partitions)
        return (0, "") if seen else (3, f", which {owner.name} does not see")
    workspace = reference.scope.partition(".")[0]
    if isinstance(found, Asset) and workspace in model.workspaces:
        can = workspace in view.context.sight.readers(found)
        return (0, "") if can else (3, f", not shared with {workspace}")
    said = owner.references if owner is not None else ()
    there = any(one.name == found.name and one.verb == reference.verb for one in said)
    return int(there or view.world.things.nodes[found.id].brought), ""


def _values(view: View, asked: Wanted) -> Iterator[Offer]:
    """What the field can say."""
    assert asked.field is not None
    field = view.context.model.fields.get(asked.field.name)
    if field is None:
        return
    if field.type == "flag":
        yield from (Offer(word, types.CompletionItemKind.Value, field.name) for word in ("yes", "no"))
    for literal in choices_of(field, view.context.model) or ():
        yield Offer(_written(literal, asked.quoted), types.CompletionItemKind.Value, field.name)


def _written(literal: Literal, quoted: bool) -> str:
    """A value as it stands in a text; inside of quotes without them."""
    return literal.value if quoted and isinstance(literal.value, str) else literal_text(literal)


def _by_tree(view: View, asked: Wanted) -> Iterator[Offer]:
    """What the model knows nothing of yet, as nothing stands in the block; and rules, units, zones and countries."""
    parent = asked.around[-2] if len(asked.around) > 1 else None
    token = asked.around[-1] if asked.around else None
    match parent:
        case tree.Assets(workspace=workspace) if workspace is token and asked.reference is None:
            yield from _names(view, Reference("workspace", MADE_UP, NOWHERE), None)
        case tree.Allow(code=code) if code is token:
            yield from _rules()
        case tree.Duration(unit=unit, amount=amount) if unit is token:
            yield from _units(amount.text)
        case tree.Property(word="timezone"):
            yield from _plain(_zones(), "time zone", asked.quoted)
        case tree.HolidaySet(country=country) if country is token:
            yield from _plain(_countries(), "country", quoted=True)
        case _:
            return


def _rules() -> Iterator[Offer]:
    from mopsdsl.checks.exceptions import NEVER_HIDDEN
    from mopsdsl.checks.explain import names

    for code, name in names().items():
        if code not in NEVER_HIDDEN:
            yield Offer(code, types.CompletionItemKind.Constant, name)


def _units(amount: str) -> Iterator[Offer]:
    from mopsdsl.lowering.place import UNITS

    for one, many in UNITS.items():
        yield Offer(one if amount == "1" else many, types.CompletionItemKind.Unit)


def _plain(words: Iterable[str], detail: str, quoted: bool) -> Iterator[Offer]:
    for word in words:
        yield Offer(word if quoted else f'"{word}"', types.CompletionItemKind.Value, detail)


def _zones() -> Iterable[str]:
    from mopsdsl.clock.zones import names

    return names()


def _countries() -> Iterable[str]:
    from mopsdsl.clock.holidays import countries

    return countries()


ANSWERS = {types.TEXT_DOCUMENT_COMPLETION: complete, types.COMPLETION_ITEM_RESOLVE: say_more}
OPTIONS = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(
        trigger_characters=[".", '"', "<"], resolve_provider=True
    )
}
