"""What the words mean: this company's own, Marketo's, and what is known of a person."""

from collections.abc import Iterator

from mopsdsl._value import value
from mopsdsl.model.base import Declaration
from mopsdsl.model.lifecycle import Lifecycle, Stage
from mopsdsl.model.people import Field
from mopsdsl.render.docs.guide import HOME, MANY, Guide, anchor
from mopsdsl.render.docs.page import (
    Badge,
    Block,
    Facts,
    Line,
    Link,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    joined,
    some,
    table,
    with_badges,
)
from mopsdsl.render.docs.prose import first_words
from mopsdsl.render.docs.terms import TERMS
from mopsdsl.render.docs.words import literal, number, plain

TYPES = {
    "text": "text",
    "number": "number",
    "flag": "yes or no",
    "date": "date",
    "money": "amount of money",
    "": "",
}
DERIVED = {
    "larger": "the larger of",
    "smaller": "the smaller of",
    "first known": "the first that is known of",
}


def page(guide: Guide) -> Page:
    blocks: list[Block] = [*_own(guide), *_statuses(guide), *_fields(guide), *_lists(guide), _general()]
    return Page(
        "glossary",
        "What the words mean",
        "Glossary",
        "The company's own words first, then what is known of a person, then the words of Marketo and of the specs.",
        tuple(blocks),
    )


# The company's own words


@value
class _Word:
    """A word of this company, what kind of thing it names, and what it means."""

    link: Link
    kind: str
    meaning: Line


def _own(guide: Guide) -> Iterator[Section]:
    words = [word for word in (*_stages(guide), *_documented(guide)) if word.meaning]
    words.sort(key=lambda word: (word.link.text.casefold(), word.kind, word.link.anchor))
    if words:
        rows = tuple(Row(((word.link,), word.kind, word.meaning)) for word in words)
        listing = table("Words of this company", ("Word", "Is a", "It means"), rows)
        yield Section("Our words", "own", (listing,))


def _stages(guide: Guide) -> Iterator[_Word]:
    for lifecycle in guide.model.lifecycles.values():
        for stage in lifecycle.stages:
            meaning = stage.means or first_words(stage.documentation)
            yield _Word(_stage_link(lifecycle, stage), f"stage of {guide.title(lifecycle)}", meaning)


def _stage_link(lifecycle: Lifecycle, stage: Stage) -> Link:
    return Link(
        plain(stage.title, stage.name), HOME["stage"], anchor("stage", f"{lifecycle.name}.{stage.name}")
    )


_WORDS = (
    "fence",
    "metric",
    "score",
    "object",
    "threshold",
    "distribution",
    "forecast",
    "cadence",
    "team",
    "lifecycle",
    "routing",
)
"""Kinds of which a reader asks what they mean; workspaces and fields have places of their own."""


def _documented(guide: Guide) -> Iterator[_Word]:
    for kind in _WORDS:
        documented = [one for one in guide.model.of_kind(kind).values() if one.documentation]
        for one in documented[: 4 * MANY]:
            yield _Word(_link(guide, one), kind, first_words(one.documentation))


def _link(guide: Guide, declaration: Declaration) -> Link:
    return Link(guide.title(declaration), HOME[declaration.kind], anchor(declaration.kind, declaration.name))


def _statuses(guide: Guide) -> Iterator[Section]:
    meanings: dict[str, list[Line]] = {}
    for lifecycle in guide.model.lifecycles.values():
        for stage in lifecycle.stages:
            for status in stage.statuses:
                meanings.setdefault(literal(status), []).append((_stage_link(lifecycle, stage),))
    if meanings:
        rows = tuple(Row((status, joined(stages))) for status, stages in sorted(meanings.items()))
        words = "What the CRM calls a lead's status, and the stage that it stands for here."
        listing = table("Lead statuses", ("Status in the CRM", "Stage"), rows, compact=True)
        yield Section("Lead statuses", "statuses", (Paragraph(words), listing))


# What is known of a person


def _fields(guide: Guide) -> Iterator[Section]:
    shown = [one for one in guide.model.fields.values() if not one.standard]
    if shown:
        rows = tuple(_field(guide, one) for one in shown)
        columns = ("Field", "Kind", "It may be", "Comes from", "About")
        words = (
            "Marketo's own fields, such as Email and Company, are there as well; the inventory names them."
        )
        listing = table("What is known of a person", columns, rows)
        yield Section("What we know of a person", "fields", (Paragraph(words), listing))


def _field(guide: Guide, field: Field) -> Row:
    derived = joined([f"{DERIVED.get(field.derivation, field.derivation)} ", guide.refs(field.sources)], "")
    origin: list[Line] = [derived] if field.derivation else []
    origin += ["the CRM"] if field.from_crm else []
    origin += ["known when a person is new"] if field.known_at_creation else []
    about: list[Line] = [first_words(field.documentation)] if field.documentation else []
    about += (f"exception: {one.because}" for one in field.allowances)
    badges: list[Badge] = guide.badges(field)
    kind = TYPES.get(field.type, field.type)
    return Row(
        (
            with_badges(guide.title(field), badges),
            kind,
            _may_be(guide, field),
            Stack(tuple(origin)),
            Stack(tuple(about)),
        ),
        anchor("field", field.name),
    )


def _may_be(guide: Guide, field: Field) -> Line:
    if field.choice_list is not None:
        return joined(["one of ", guide.ref(field.choice_list)], "")
    if field.choices is not None:
        return some([literal(one) for one in field.choices], 16)
    if field.low is not None and field.high is not None:
        return f"{number(field.low)} to {number(field.high)}"
    if field.low is not None:
        return f"{number(field.low)} or more"
    return f"{number(field.high)} or less" if field.high is not None else ""


def _lists(guide: Guide) -> Iterator[Section]:
    if guide.model.lists:
        rows = tuple(
            Row(
                (
                    guide.title(one),
                    some([literal(value) for value in one.literals], 24),
                    first_words(one.documentation),
                ),
                anchor("list", one.name),
            )
            for one in guide.model.lists.values()
        )
        listing = table("Lists of values", ("List", "Values", "About"), rows)
        yield Section("Lists of values", "lists", (listing,))


def _general() -> Section:
    facts = Facts(tuple((term, meaning) for term, meaning in TERMS))
    return Section("Marketo's words, and the specs'", "general", (facts,))
