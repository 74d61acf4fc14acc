"""How things are named: patterns part by part, the lists that they draw from, and tags that must be there."""

import re
from collections.abc import Iterator

from mopsdsl.model.people import NamingPattern
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import (
    Block,
    Bullets,
    Code,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    joined,
    some,
    table,
)
from mopsdsl.render.docs.words import literal

EXAMPLES = 5

_PART = re.compile(r"\{([^{}]*)\}")


def page(guide: Guide) -> Page:
    blocks: list[Block] = [
        *(_pattern(guide, pattern) for pattern in guide.model.instance.naming),
        *_codes(guide),
        *_tags(guide),
    ]
    return Page(
        "naming",
        "How things are named",
        "Naming",
        "A name that always says the same things in the same order can be searched, sorted and reported on. These are the rules.",
        tuple(blocks) or (Paragraph("No naming rule is declared: people name things as they like."),),
    )


def _pattern(guide: Guide, naming: NamingPattern) -> Section:
    kind = naming.kind.replace("_", " ")
    blocks: list[Block] = [Paragraph(("The pattern: ", Code(naming.pattern)))]
    rows = tuple(_part(guide, part) for part in dict.fromkeys(_PART.findall(naming.pattern)))
    if rows:
        blocks.append(table(f"Parts of the name of each {kind}", ("Part", "Is", "It may be"), rows))
    named = [one for one in guide.model.assets.values() if one.asset_kind == naming.kind]
    if named:
        titles = tuple((Code(guide.title(one)),) for one in named[:EXAMPLES])
        blocks += [Paragraph("As it is done:"), Bullets(titles)]
    return Section(f"Every {kind}", f"naming-{naming.kind}", tuple(blocks))


def _part(guide: Guide, part: str) -> Row:
    word, colon, form = part.partition(":")
    if word == "code":
        codes: list[Line] = [one.code for one in guide.model.workspaces.values() if one.code]
        return Row(((Code(part),), "the code of the workspace", some(codes)))
    if colon and word == "date":
        return Row(((Code(part),), "a date", f"in the form {form}"))
    if word == "name":
        return Row(((Code(part),), "free words", "anything"))
    values = guide.model.lists.get(word)
    if values is None:
        return Row(((Code(part),), "a word", "any word"))
    return Row(
        (
            (Code(part),),
            f"one of the list {guide.title(values)}",
            some([literal(one) for one in values.literals], 24),
        )
    )


def _codes(guide: Guide) -> Iterator[Section]:
    coded = [one for one in guide.model.workspaces.values() if one.code]
    if coded:
        rows = tuple(
            Row((one.code, (guide.link("workspace", one.name),)))
            for one in sorted(coded, key=lambda w: w.code)
        )
        listing = table("Codes of the workspaces", ("Code", "Workspace"), rows, compact=True)
        yield Section("Codes", "codes", (listing,))


def _tags(guide: Guide) -> Iterator[Section]:
    required = guide.model.instance.required_tags
    if required:
        lines = tuple(
            joined([f"Every {one.kind.replace('_', ' ')} carries the tag ", (Code(one.tag),), "."], "")
            for one in required
        )
        yield Section("Tags", "tags", (Bullets(lines),))
