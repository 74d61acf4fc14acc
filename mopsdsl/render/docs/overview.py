"""The first page: what this instance is, how large, and which page answers which question."""

from collections.abc import Iterator

from mopsdsl.checks.exceptions import allowances
from mopsdsl.diagnostics.wording import listed
from mopsdsl.model.assets import Program
from mopsdsl.model.people import Crm
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import (
    Block,
    Card,
    Cards,
    Cell,
    Facts,
    Line,
    Numbers,
    Page,
    Section,
    joined,
    some,
)
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import number

READERS: tuple[tuple[str, str, tuple[Card, ...]], ...] = (
    (
        "New here",
        "new",
        (
            Card("Which workspaces are there, and why?", "workspaces", "Where each team works, and the sets of people that it sees."),
            Card("What do all these words mean?", "glossary", "Stages, statuses and fields of this company; Marketo's own words."),
            Card("What does it look like in practice?", "scenarios", "Short stories of what has to come out."),
        ),
    ),
    (
        "For marketing",
        "marketing",
        (
            Card("Who sees whom?", "sight", "A picture and a matrix: which workspace and which team reaches which people."),
            Card("What may we use of others?", "sharing", "Shared folders, clones, segmentations and lists."),
            Card("Where do new people land?", "routing", "Every way in, and the rules that move people on."),
            Card("What do we say to whom?", "content", "Content by stage, channels, programs and campaigns."),
            Card("What do we call it?", "naming", "Patterns, codes and tags."),
        ),
    ),
    (
        "For sales",
        "sales",
        (
            Card("How does somebody become a customer?", "lifecycles", "Stages, who looks after them, and what moves people on."),
            Card("What have we agreed?", "agreements", "When a lead is handed over, how soon it is taken on, and what sends it back."),
        ),
    ),
    (
        "For executives and admins",
        "admins",
        (
            Card("Does the plan hold?", "growth", "Scores, metrics, forecasts, and what they rest on."),
            Card("Who may do what?", "access", "Teams, roles, and where they work."),
            Card("What is out of line?", "exceptions", "Exceptions with their reasons and ends; what is protected."),
            Card("What is there in all?", "inventory", "Every single thing, by kind."),
        ),
    ),
)  # fmt: skip
"""What each reader asks, and the page that answers."""


def page(guide: Guide) -> Page:
    instance = guide.model.instance
    blocks: list[Block] = [*prose(instance.documentation), _numbers(guide)]
    blocks += (Section(title, place, (Cards(cards),)) for title, place, cards in READERS)
    facts = tuple((word, said) for word, said in _facts(guide) if said)
    if facts:
        blocks.append(Section("The instance", "instance", (Facts(facts), *guide.remarks(instance))))
    lead = "How this Marketo instance is set up: who works where, who sees whom, and what has been agreed."
    return Page("index", guide.title(instance), "Overview", lead, tuple(blocks))


def _numbers(guide: Guide) -> Numbers:
    model = guide.model
    known = [one.people for one in model.partitions.values() if one.people is not None]
    people = model.instance.people or sum(known)
    programs = sum(isinstance(asset, Program) for asset in model.assets.values())
    entries = (
        (people, "people", "workspaces"),
        (len(model.workspaces), "workspaces", "workspaces"),
        (len(model.partitions), "partitions", "workspaces"),
        (len(model.teams), "teams", "access"),
        (programs, "programs", "content"),
        (len(model.lifecycles), "lifecycles", "lifecycles"),
        (len(model.fences), "agreements", "agreements"),
        (sum(1 for _ in allowances(model)), "exceptions", "exceptions"),
    )
    shown = tuple(
        (number(many), word if many != 1 or word == "people" else word[:-1], place)
        for many, word, place in entries
        if many
    )
    return Numbers(shown)


def _split(guide: Guide, crm: Crm) -> str:
    """ "depends on Region: Atlantic, Pacific"."""
    field = guide.model.fields.get(crm.split_by.name) if crm.split_by is not None else None
    groups = ", ".join(one.name for one in crm.split_into)
    return f"depends on {field.title if field else ''}{f': {groups}' if groups else ''}"


def _facts(guide: Guide) -> Iterator[tuple[str, Cell]]:
    instance = guide.model.instance
    yield "Time zone", instance.timezone
    yield "CRM", listed([f"{one.product.capitalize()} {one.address}".strip() for one in instance.crms])
    splits = [one for one in instance.crms if one.split_by is not None]
    yield "Who may open a CRM record", listed([_split(guide, one) for one in splits])
    if instance.duplicates_by:
        fields = [guide.ref(one) for one in instance.duplicates_by]
        yield "The same person twice", joined(["is found by ", joined(fields, " and ")], "")
    limits: list[Line] = [
        f"{number(many)} {name.replace('_', ' ')}" for name, many in sorted(instance.limits.items())
    ]
    yield "Limits", some(limits)
    yield (
        "Users are managed",
        {"adobe": "in the Adobe Admin Console", "marketo": "in Marketo"}.get(instance.users_managed_by, ""),
    )
