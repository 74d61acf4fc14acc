"""What the name under the pointer is: its documentation and properties, who sees it, what uses it; and what a word of
the language, or a rule's code, means."""

from collections.abc import Iterator

from lsprotocol import types

from mopsdsl.checks import explain
from mopsdsl.checks.values import choices_of
from mopsdsl.diagnostics.wording import some
from mopsdsl.graphs.inventory import sight
from mopsdsl.graphs.occurrences import Named
from mopsdsl.graphs.properties import Property, properties
from mopsdsl.graphs.things import Node
from mopsdsl.graphs.wording import condition_text, literal_text
from mopsdsl.lsp.markup import Markup
from mopsdsl.lsp.phrases import phrases, told_under
from mopsdsl.lsp.reference import longest, told_of
from mopsdsl.lsp.session import Session
from mopsdsl.lsp.uses import uses
from mopsdsl.lsp.view import Place, View
from mopsdsl.model.assets import Segment
from mopsdsl.model.people import Field
from mopsdsl.syntax.tree import Allow, Token

MOST_WORDS, MOST_ROWS, MOST_USES = 6, 6, 4
"""Lines of documentation, of properties and sight, and of uses that are shown; the rest is counted."""


def hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    place = session.place(params.text_document.uri, params.position)
    if place is None:
        return None
    asked = session.capabilities.text_document and session.capabilities.text_document.hover
    markup = Markup(asked.content_format if asked else None)
    if place.occurrences:
        return _of_name(place, markup)
    match place.around:
        case [*_, Allow(code=code), Token() as token] if code is token:
            return _of_code(place, token, markup)
        case _:
            return _of_words(place, markup)


# Names


def _of_name(place: Place, markup: Markup) -> types.Hover:
    view, first = place.view, place.occurrences[0]
    rounds = list({id(one.found): one.found for one in place.occurrences}.values())
    _told(view, first.found, markup)
    others = [_label(view, found) for found in rounds[1:]]
    if others:
        markup.paragraph(f"In other rounds of the each: {markup.name(some(others))}.")
    return types.Hover(markup.content, view.range(first.span))


def _told(view: View, found: Named, markup: Markup) -> None:
    """All that is told of one thing."""
    node = view.world.things.nodes.get(view.world.things.id_of(found) or "")
    if isinstance(found, Segment) or node is None:
        title = found.title if found.title != found.name else ""
        markup.heading("segment", found.name, title)
    else:
        markup.heading(node.word.replace("_", " "), node.name, node.title if node.title != node.name else "")
    if node is not None and node.brought:
        markup.paragraph("Marketo has it of itself.")
    if not isinstance(found, Segment):
        _documented(found.documentation, markup)
    stated = ((name, said if isinstance(said, str) else some(said)) for name, said in _stated(view, found))
    markup.rows("", (f"{name}: {markup.name(said)}" for name, said in stated), MOST_ROWS)
    if node is not None and not isinstance(found, Segment):
        markup.rows("Sight:", (markup.plain(one.text) for one in sight(view.world, node)), MOST_ROWS)
    _used(view, found, markup)


def _documented(text: str, markup: Markup) -> None:
    lines = text.splitlines()
    if len(lines) > MOST_WORDS:
        lines[MOST_WORDS - 1 :] = ["…"]
    if lines:
        markup.paragraph("\n".join(map(markup.plain, lines)))


def _stated(view: View, found: Named) -> Iterator[Property]:
    """What it says of itself; of a field also what it may say where that stands in a list elsewhere."""
    if isinstance(found, Segment):
        yield "when", condition_text(found.when)
        return
    yield from properties(found)
    if isinstance(found, Field) and found.choice_list:
        yield "choices", tuple(map(literal_text, choices_of(found, view.context.model) or ()))


def _used(view: View, found: Named, markup: Markup) -> None:
    places = uses(view, found)
    if not places:
        markup.paragraph("Named nowhere else.")
        return
    lines = (
        f"{markup.plain(one.span.place)} {markup.name(_label(view, one.owner))}"
        f" ({one.reference.verb or 'refers to'})"
        for one in places
        if one.reference is not None
    )
    markup.rows(f"Used in {len(places)} {'places' if len(places) > 1 else 'place'}:", lines, MOST_USES)


def _label(view: View, found: Named) -> str:
    node: Node | None = view.world.things.nodes.get(view.world.things.id_of(found) or "")
    return node.label if node is not None and not isinstance(found, Segment) else f"segment {found.name}"


# Words of the language, and rules


def _of_words(place: Place, markup: Markup) -> types.Hover | None:
    """What a statement means, as the manual says it."""
    headings = told_under(place.around)
    for words, start, end in phrases(place.view.written(place.source), place.offset, longest()):
        told = told_of(words, headings)
        if told is not None:
            said, example = told
            markup.heading("", words)
            markup.paragraph(said)
            if example:
                markup.code(example)
            return types.Hover(markup.content, place.view.lines(place.source).range(start, end))
    return None


def _of_code(place: Place, token: Token, markup: Markup) -> types.Hover | None:
    """A rule's name, and the first that its page says of it."""
    page = explain.page(token.text)
    if page is None:
        return None
    title, *paragraphs = page.split("\n\n")
    markup.heading("rule", title.removeprefix("# "))
    for text in paragraphs[:3]:
        if not text.startswith("#"):  # the summary, then why
            markup.paragraph(text)
    return types.Hover(markup.content, place.view.lines(place.source).range(token.start, token.end))


ANSWERS = {types.TEXT_DOCUMENT_HOVER: hover}
