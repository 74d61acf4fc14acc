"""What is lived with, by whose word, and until when; what is protected, and what is on its way out."""

from collections.abc import Iterator

from mopsdsl.checks.exceptions import allowances
from mopsdsl.checks.explain import names
from mopsdsl.model.access import Grant
from mopsdsl.model.base import Declaration
from mopsdsl.render.docs.guide import HOME, MANY, Guide, anchor
from mopsdsl.render.docs.page import (
    Block,
    Cell,
    Code,
    Line,
    Link,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    joined,
    table,
)
from mopsdsl.render.docs.words import day, deprecated


def page(guide: Guide) -> Page:
    blocks: list[Block] = [
        *_allowed(guide),
        *_overrides(guide),
        *_walls(guide),
        *_temporary(guide),
        *_approvals(guide),
        *_protections(guide),
        *_leaving(guide),
        *_renamed(guide),
    ]
    return Page(
        "exceptions",
        "Exceptions, and what is protected",
        "Exceptions",
        "A rule that has no exception is rare. Each one here has a reason, and many have an end; none of them is hidden.",
        tuple(blocks) or (Paragraph("There are no exceptions, and nothing is protected."),),
    )


def _named(guide: Guide, declaration: Declaration | None) -> Line:
    """A declaration as a row needs it: what it is, and its title where it is told of."""
    if declaration is None:
        return "the whole instance"
    if isinstance(declaration, Grant):
        return joined([guide.role(declaration), " for ", (guide.link("team", declaration.team.name),)], "")
    kind = getattr(declaration, "asset_kind", declaration.kind).replace("_", " ")
    title = guide.title(declaration)
    place = HOME.get(declaration.kind)
    name: Line = (Link(title, place, anchor(declaration.kind, declaration.name)),) if place else title
    return joined([f"{kind} ", name], "")


def _allowed(guide: Guide) -> Iterator[Section]:
    rows = []
    for allowance, declaration in allowances(guide.model):
        rule = names().get(allowance.code, "").replace("-", " ")
        what: Cell = Stack((rule.capitalize(), (Code(allowance.code),))) if rule else (Code(allowance.code),)
        until = day(allowance.until) if allowance.until is not None else "no end"
        rows.append((allowance.code, Row((what, _named(guide, declaration), allowance.because, until))))
    if rows:
        ordered = tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))
        columns = ("What is allowed", "For", "Because", "Until")
        words = "The rules would speak up here. Somebody has looked at it and answers for it."
        yield Section(
            "Allowed", "allowed", (Paragraph(words), table("Exceptions from rules", columns, ordered))
        )


def _overrides(guide: Guide) -> Iterator[Section]:
    rows = tuple(
        Row(
            (
                joined([guide.ref(step.source), " → ", guide.ref(step.target)], ""),
                _named(guide, lifecycle),
                step.because,
                day(step.until.day) if step.until is not None else "no end",
            )
        )
        for lifecycle in guide.model.lifecycles.values()
        for step in lifecycle.transitions
        if step.overrides
    )
    if rows:
        columns = ("Step", "In", "Because", "Until")
        yield Section(
            "Steps that differ locally", "overrides", (table("Steps of local lifecycles", columns, rows),)
        )


def _walls(guide: Guide) -> Iterator[Section]:
    rows = tuple(
        Row(
            (
                _named(guide, wall),
                joined([guide.ref(one) for one in (*wall.except_workspaces, *wall.except_teams)]),
            )
        )
        for wall in guide.model.walls.values()
        if wall.except_workspaces or wall.except_teams
    )
    if rows:
        listing = table("Who may see both sides of a wall", ("Wall", "Excepted"), rows, compact=True)
        yield Section("Walls that let somebody through", "walls", (listing,))


def _temporary(guide: Guide) -> Iterator[Section]:
    found = sorted(
        (grant for grant in guide.model.grants.values() if grant.until is not None),
        key=lambda grant: (grant.until.day if grant.until else None, grant.name),
    )
    rows = tuple(
        Row(((guide.link("team", one.team.name),), guide.role(one), guide.where(one), day(one.until.day)))
        for one in found
        if one.until is not None
    )
    if rows:
        columns = ("Team", "Is", "In", "Until")
        yield Section("Access for a time", "temporary", (table("Access that ends", columns, rows),))


def _approvals(guide: Guide) -> Iterator[Section]:
    rows = tuple(
        Row(
            (
                joined([f"{one.action} of the {one.target.kind.split('|')[0]} ", guide.ref(one.target)], ""),
                one.because,
                one.by,
            )
        )
        for one in guide.model.approvals.values()
    )
    if rows:
        words = "Dangerous changes that somebody has agreed to beforehand, each for one change."
        listing = table("Approved changes", ("Change", "Because", "By"), rows)
        yield Section("Approved", "approved", (Paragraph(words), listing))


def _protections(guide: Guide) -> Iterator[Section]:
    rows = tuple(
        Row((joined([f"{one.target.kind.split('|')[0]} ", guide.ref(one.target)], ""), one.because))
        for one in guide.model.protections.values()
    )
    if rows:
        words = "These can't be removed in one change: first the protection goes, and in another change the thing itself."
        listing = table("Protected things", ("What", "Because"), rows, compact=True)
        yield Section("Protected", "protected", (Paragraph(words), listing))


def _leaving(guide: Guide) -> Iterator[Section]:
    found = [one for one in guide.model.declarations() if one.deprecated is not None]
    rows = tuple(
        Row((_named(guide, one), deprecated(one.deprecated))) for one in found[: 4 * MANY] if one.deprecated
    )
    if rows:
        listing = table("Things that are being given up", ("What", "State"), rows, compact=True)
        yield Section("On its way out", "leaving", (Paragraph("Nothing new should use these."), listing))


def _renamed(guide: Guide) -> Iterator[Section]:
    found = [one for one in guide.model.declarations() if one.formerly]
    rows = tuple(
        Row((_named(guide, one), (one.formerly or "").replace("_", " "))) for one in found[: 4 * MANY]
    )
    if rows:
        listing = table("Things that had another name", ("Now", "Before"), rows, compact=True)
        yield Section("Renamed", "renamed", (listing,))
