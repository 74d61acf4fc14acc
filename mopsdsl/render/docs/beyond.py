"""What the business knows beyond people: a section of the page about growth."""

from collections.abc import Iterator

from mopsdsl.diagnostics.wording import listed
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.page import Block, Line, Paragraph, Row, Section, joined, table
from mopsdsl.render.docs.prose import first_words, prose


def beyond_people(guide: Guide) -> Iterator[Section]:
    blocks: list[Block] = []
    if guide.model.objects:
        rows = tuple(
            Row(
                (
                    guide.title(one),
                    listed([name.replace("_", " ") for name in one.identified_by]),
                    guide.refs(one.parents_of),
                    "yes" if one.links_people else "",
                    first_words(one.documentation),
                ),
                anchor("object", one.name),
            )
            for one in guide.model.objects.values()
        )
        columns = ("Object", "Known by", "Holds", "Links people", "About")
        blocks.append(table("Objects of the business", columns, rows))
    for one in guide.model.thresholds.values():
        when = (
            f" is ready when {guide.words.condition(one.when)}"
            if one.when is not None
            else " can become ready"
        )
        parts: list[Line] = ["A ", guide.ref(one.object), f"{when}."]
        if one.hands_over_to is not None:
            parts += [" It then goes to ", guide.ref(one.hands_over_to), "."]
        if one.lifecycle is not None:
            parts += [" Part of ", guide.ref(one.lifecycle), "."]
        section = (*prose(one.documentation), Paragraph(joined(parts, "")), *guide.remarks(one))
        blocks.append(Section(guide.title(one), anchor("threshold", one.name), section))
    if blocks:
        yield Section("Beyond people", "objects", tuple(blocks))
