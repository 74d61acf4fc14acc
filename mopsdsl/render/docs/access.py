"""Who may do what, where; who the teams are, and when they work."""

from collections.abc import Iterator
from itertools import groupby

from mopsdsl.clock import holidays
from mopsdsl.clock.zones import YEARS
from mopsdsl.diagnostics.wording import listed
from mopsdsl.model.access import Grant, Role
from mopsdsl.model.people import Calendar, Rota, Team
from mopsdsl.render.docs.guide import MANY, Guide, anchor
from mopsdsl.render.docs.page import (
    Badge,
    Block,
    Cell,
    Line,
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
from mopsdsl.render.docs.prose import first_words, prose
from mopsdsl.render.docs.words import day, days, hours

CAPABILITIES = {
    "administer": "manage the workspace and its users",
    "approve": "approve and send",
    "activate": "switch campaigns on",
    "edit": "make and change things",
    "clone": "copy things",
    "delete": "delete things",
    "import": "bring people in",
    "export": "take people out",
    "read": "look",
    "api": "call the API",
}
"""What a role's holders may do, in the words of somebody who never saw a permissions screen."""


def page(guide: Guide) -> Page:
    blocks: list[Block] = [_grants(guide), _roles(guide), _teams(guide), *_calendars(guide), *_rotas(guide)]
    return Page(
        "access",
        "Who may do what, where",
        "Access",
        "A role says what somebody may do; a grant gives a role to a team in some workspaces. Of two roles in one workspace "
        "Marketo takes the more restrictive one.",
        tuple(blocks),
    )


# Grants and roles


def _grants(guide: Guide) -> Section:
    if not guide.model.grants:
        return Section("Who works where", "grants", (Paragraph("Nobody has been given a role yet."),))
    ordered = sorted(guide.model.grants.values(), key=lambda grant: (grant.team.name, grant.name))
    rows: list[Row] = []
    for _, grants in groupby(ordered, key=lambda grant: grant.team.name):
        rows += (_grant(guide, grant, number == 0) for number, grant in enumerate(grants))
    columns = ("Team", "Is", "In", "May", "Notes")
    return Section(
        "Who works where", "grants", (table("Teams, their roles, and where", columns, tuple(rows)),)
    )


def _grant(guide: Guide, grant: Grant, first: bool) -> Row:
    team = guide.model.teams.get(grant.team.name)
    name: Line = (guide.link("team", grant.team.name),)
    if first and team is not None and team.external:
        name = with_badges(name, [Badge("external", "care")])
    role = guide.model.roles.get(grant.role.name) if grant.role is not None else None
    may = "manage the workspace, its content and its users" if grant.as_admin else _may(role)
    notes: list[Line] = [f"until {day(grant.until.day)}"] if grant.until else []
    notes += (f"exception: {one.because}" for one in grant.allowances)
    return Row((name, guide.role(grant), guide.where(grant), may, Stack(tuple(notes))))


def _may(role: Role | None) -> str:
    if role is None:
        return ""
    known = [words for capability, words in CAPABILITIES.items() if capability in role.capabilities]
    return listed([*known, *(one for one in role.capabilities if one not in CAPABILITIES)])


def _roles(guide: Guide) -> Section:
    used = {grant.role.name for grant in guide.model.grants.values() if grant.role is not None}
    rows = tuple(
        Row(
            (
                with_badges(guide.title(role), [Badge("Marketo's own")] if role.built_in else []),
                _may(role),
                first_words(role.documentation) or ("" if role.name in used else "given to nobody"),
            ),
            anchor("role", role.name),
        )
        for role in guide.model.roles.values()
    )
    return Section("Roles", "roles", (table("Roles and what they allow", ("Role", "May", "Notes"), rows),))


# Teams, calendars, rotas


def _teams(guide: Guide) -> Section:
    if not guide.model.teams:
        return Section("Teams", "teams", (Paragraph("No team is declared."),))
    rows = tuple(_team(guide, team) for team in guide.model.teams.values())
    columns = ("Team", "Side", "Led by", "Members", "Works by", "About")
    return Section("Teams", "teams", (table("Teams", columns, rows),))


def _team(guide: Guide, team: Team) -> Row:
    about: list[Line] = [first_words(team.documentation)] if team.documentation else []
    if team.formerly:
        about.append(f"was called {team.formerly.replace('_', ' ')}")
    about += (f"exception: {one.because}" for one in team.allowances)
    badges = guide.badges(team) + ([Badge("external", "care")] if team.external else [])
    members: list[Line] = [f"{team.size:,}"] if team.size is not None else []
    members += [some(list(team.members), 6)] if team.members else []
    return Row(
        (
            with_badges(guide.title(team), badges),
            team.side,
            team.lead,
            Stack(tuple(members)),
            guide.ref(team.calendar),
            Stack(tuple(about)),
        ),
        anchor("team", team.name),
    )


def _calendars(guide: Guide) -> Iterator[Section]:
    if guide.model.calendars:
        rows = tuple(_calendar(guide, one) for one in guide.model.calendars.values())
        columns = ("Calendar", "Working hours", "Time zone", "Public holidays", "Closed")
        words = (
            "A promise in business hours or business days runs only while the team that owes it is at work."
        )
        listing = table("Working hours", columns, rows)
        yield Section("When people work", "calendars", (Paragraph(words), listing, *_known(guide)))


def _known(guide: Guide) -> Iterator[Paragraph]:
    """For which years public holidays are known: in all places but those that are named."""
    codes = {
        code
        for calendar in guide.model.calendars.values()
        for one in calendar.holidays
        if (code := holidays.place(one.country, one.subdivision))
    }
    if codes:
        short = [
            f"of {holidays.title(code)} to {holidays.known(code)[-1]}"
            for code in sorted(codes)
            if holidays.known(code) != YEARS
        ]
        fewer = f" ({listed(short)})" if short else ""
        source = f"They come from the package {holidays.source()}, and are pinned."
        words = f"Public holidays are known from {YEARS[0]} to {YEARS[-1]}{fewer}; what a promise means in other years isn't said. {source}"
        yield Paragraph(words)


def _calendar(guide: Guide, calendar: Calendar) -> Row:
    places = [" ".join(part for part in (one.country, one.subdivision) if part) for one in calendar.holidays]
    closed: Cell = Stack(tuple(days(one) for one in calendar.closed[:12]))
    return Row(
        (
            guide.title(calendar),
            Stack(tuple(hours(one) for one in calendar.hours)),
            calendar.timezone,
            listed(places),
            closed,
        ),
        anchor("calendar", calendar.name),
    )


def _rotas(guide: Guide) -> Iterator[Section]:
    rotas = tuple(guide.model.rotas.values())
    blocks: tuple[Block, ...] = tuple(_rota(guide, rota) for rota in rotas)
    if len(rotas) > MANY:
        rows = tuple(
            Row(
                (guide.title(rota), guide.ref(rota.team), some([one.name for one in rota.members])),
                anchor("rota", rota.name),
            )
            for rota in rotas
        )
        blocks = (table("Rotas", ("Rota", "Team", "Members"), rows),)
    if rotas:
        words = Paragraph("A rota says who of a team takes the next lead, and when somebody is there.")
        yield Section("Rotas", "rotas", (words, *blocks))


def _rota(guide: Guide, rota: Rota) -> Section:
    covers = listed(
        [f"{hours(one.hours)} ({one.timezone})" if one.timezone else hours(one.hours) for one in rota.covers]
    )
    words = joined(["For ", guide.ref(rota.team), f", staffed {covers}." if covers else "."], "")
    rows = tuple(
        Row((one.name, f"{one.weight}", listed([days(away) for away in one.away]))) for one in rota.members
    )
    listing = table(
        f"Who takes turns in {guide.title(rota)}", ("Member", "Weight", "Away"), rows, frozenset({1}), True
    )
    blocks: list[Block] = [*prose(rota.documentation), Paragraph(words)]
    if rows:
        blocks += [
            Paragraph("Somebody with weight 2 gets twice as many leads as somebody with weight 1."),
            listing,
        ]
    return Section(guide.title(rota), anchor("rota", rota.name), (*blocks, *guide.remarks(rota)))
