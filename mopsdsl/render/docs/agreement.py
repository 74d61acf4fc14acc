"""One agreement between marketing and sales, on a sheet that both sides can sign: all that a fence says, and what it comes to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mopsdsl.checks.agreements import fences_on, review_due, side_of
from mopsdsl.checks.audience import Audience
from mopsdsl.diagnostics.wording import listed
from mopsdsl.graphs.lifecycle import Course
from mopsdsl.graphs.wording import condition_text
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import All
from mopsdsl.model.lifecycle import Duty, Escalation, Fence, Inclusion
from mopsdsl.render.docs.fitting import lines
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import (
    Block,
    Bullets,
    Cell,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    Stack,
    Strong,
    Table,
    joined,
    table,
)
from mopsdsl.render.docs.promises import promised
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import day, hours, literal

if TYPE_CHECKING:
    from mopsdsl.model.people import Calendar

SIZES = (("sheet", 62), ("sheet small", 73), ("sheet tiny", 88))
"""The sizes in which a sheet is set, and how many `fitting.lines` of each are one page, of A4 and of Letter."""


def sheet(guide: Guide, fence: Fence) -> Page:
    blocks = (
        *prose(fence.documentation),
        _parties(guide, fence),
        *_five(guide, fence),
        *_breach(guide, fence),
        *_statuses(guide, fence),
        *guide.remarks(fence),
        _signatures(guide, fence),
    )
    form, too_long = _form(blocks)
    if too_long:
        blocks = (
            *blocks,
            Paragraph("This agreement is longer than a page: sign each of its pages.", "aside"),
        )
    title = guide.title(fence)
    along = [guide.words.title(fence.lifecycle)] if fence.lifecycle is not None else []
    along += [course.lifecycle.title for course in _local(guide, fence)]
    lead = f"What marketing and sales have agreed about every lead{' of ' if along else ''}{listed(along)}."
    return Page(guide.sheets[fence.name], title, title, lead, blocks, form)


def _local(guide: Guide, fence: Fence) -> Iterator[Course]:
    """The lifecycles that extend the fence's own and have no fence of theirs."""
    own = fence.lifecycle.name if fence.lifecycle is not None else ""
    for name, course in guide.context.courses.items():
        if own and name != own and fence in fences_on(guide.context, course):
            yield course


def agreed(fence: Fence) -> str:
    """By whom, and on which days."""
    parts = (f"{listed(one.by)}{f' on {day(one.on)}' if one.on else ''}" for one in fence.agreements)
    return "; ".join(parts)


def _form(blocks: tuple[Block, ...]) -> tuple[str, bool]:
    """The largest form in which the sheet is one page, and whether even the smallest is too large."""
    taken = lines(blocks)
    fitting = [form for form, room in SIZES if taken <= room]
    return (fitting[0], False) if fitting else (SIZES[-1][0], True)


# The two sides


def _parties(guide: Guide, fence: Fence) -> Section:
    rows = (_party(guide, fence.marketing, "Marketing"), _party(guide, fence.sales, "Sales"))
    listing = table("The two sides", ("Side", "Team", "Led by", "Works"), rows)
    return Section("The two sides", "parties", (listing,))


def _party(guide: Guide, reference: Reference, side: str) -> Row:
    team = guide.model.teams.get(reference.name)
    calendar = guide.model.calendars.get(team.calendar.name) if team and team.calendar else None
    return Row((side, guide.ref(reference), team.lead if team else "", _works(calendar)))


def _works(calendar: "Calendar | None") -> Cell:
    if calendar is None:
        return ""
    zone = f" ({calendar.timezone})" if calendar.timezone else ""
    times = [hours(one) for one in calendar.hours]
    return Stack((*times[:-1], f"{times[-1]}{zone}")) if times else calendar.timezone


# The five agreements


def _five(guide: Guide, fence: Fence) -> Iterator[Section]:
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("1. The pass", _told(_pass(guide, fence))),
        ("2. What is done with every lead, and how long that can take", tuple(_duties(guide, fence))),
        ("3. The way back", _told(_ways_back(guide, fence))),
        ("4. Whom marketing may write to", tuple(_audience(guide, fence))),
        ("5. How sales takes somebody out", _told(_exclusions(guide, fence))),
    )
    for title, blocks in parts:
        yield Section(title, f"part-{title[0]}", blocks or (Paragraph("Nothing is said about this."),))


def _told(lines: Iterator[Line]) -> tuple[Block, ...]:
    found = tuple(lines)
    return (Bullets(found),) if found else ()


def _pass(guide: Guide, fence: Fence) -> Iterator[Line]:
    if fence.handover is not None:
        stage = guide.ref(fence.handover.stage)
        yield joined(
            [
                "A lead is handed over by ",
                guide.ref(fence.marketing),
                " as soon as it comes to the stage ",
                stage,
                ".",
            ],
            "",
        )
    if fence.acceptance is not None:
        within = fence.acceptance.within
        promise: Line = (" within ", Strong(within.text)) if within is not None else ""
        stage = guide.ref(fence.acceptance.stage)
        yield joined(["It is taken on by ", guide.ref(fence.sales), promise, ": then it is ", stage, "."], "")


def _duties(guide: Guide, fence: Fence) -> Iterator[Block]:
    """A promise a row, with the longest that it can take by the clock."""
    promises = [(_duty(guide, duty), duty.within) for duty in fence.duties]
    if fence.acceptance is not None:
        taken_on = joined(["Take it on (", guide.ref(fence.acceptance.stage), ")"], "")
        promises.insert(0, (taken_on, fence.acceptance.within))
    if promises:
        yield from promised(guide, fence, promises)


def _duty(guide: Guide, duty: Duty) -> Line:
    words = f"{duty.action} {duty.text}" if duty.action != "do" else duty.text
    if duty.action == "call" and duty.text:
        words = f"call ({duty.text})"
    if duty.action == "touch":
        words = f"get in touch {duty.times} times" if duty.times else "get in touch"
    if duty.field is not None:
        words = f"{duty.action} the field "
    words = words.strip() if duty.field is None else words
    return joined([f"{words[:1].upper()}{words[1:]}", guide.ref(duty.field)], "")


def _ways_back(guide: Guide, fence: Fence) -> Iterator[Line]:
    for way in fence.ways_back:
        why = [f"it has not moved for {way.stalled.text}"] if way.stalled is not None else []
        why += [guide.words.condition(way.when)] if way.when is not None else []
        yield joined(["A lead goes back to ", guide.ref(way.stage), f" when {' and '.join(why)}."], "")
    for rule in fence.opportunities:
        if rule.target is not None:
            stalled = f" when it has not moved for {rule.stalled.text}" if rule.stalled is not None else ""
            yield joined(["An open opportunity goes back to ", guide.ref(rule.target), f"{stalled}."], "")


def _audience(guide: Guide, fence: Fence) -> Iterator[Block]:
    """Who decides, and whom that leaves for campaigns once sales has taken people out."""
    from mopsdsl.checks.audience import audiences

    told: list[Line] = [_inclusion(guide, one) for one in fence.inclusions]
    if any(rule.excluded for rule in fence.opportunities):
        told.append("Nobody with an open opportunity is marketed to.")
    if told:
        yield Bullets(tuple(told))
    # A lifecycle that follows another one has its fences, and so the same audience.
    its = {condition_text(one.allowed): one for one in audiences(guide.context) if fence in one.fences}
    for audience in its.values():
        yield from _allowed(guide, fence, audience)


def _inclusion(guide: Guide, one: Inclusion) -> Line:
    who: list[Line] = ["This is decided by ", guide.ref(one.by), ". "] if one.by is not None else []
    when = f"Marketing may write to a person when {guide.words.condition(one.when)}." if one.when else ""
    return joined([*who, when], "")


def _allowed(guide: Guide, fence: Fence, audience: Audience) -> Iterator[Block]:
    others = [guide.title(one) for one in audience.fences if one is not fence]
    together = f" (together with {listed(others)})" if others else ""
    allowed = audience.allowed
    parts = allowed.parts if isinstance(allowed, All) else (allowed,)
    words = f"So campaigns may only mail people of whom all of this holds{together}:"
    yield Paragraph(words)
    yield Bullets(tuple(guide.words.condition(part) for part in parts))


def _exclusions(guide: Guide, fence: Fence) -> Iterator[Line]:
    for one in fence.exclusions:
        lasts: list[Line] = [", for ", (Strong(one.lasts.text),)] if one.lasts is not None else []
        using: list[Line] = [", who set ", guide.ref(one.using)] if one.using is not None else []
        reason = ". A reason must be given." if one.with_reason else "."
        by = guide.ref(one.by) or "sales"
        yield joined(["A person is taken out of marketing by ", by, *using, *lasts, reason], "")


# What keeps them


def _statuses(guide: Guide, fence: Fence) -> Iterator[Block]:
    if fence.statuses:
        rows = tuple(
            Row(
                (
                    literal(one.status),
                    guide.ref(one.owner),
                    guide.ref(one.changed_by),
                    listed([literal(status) for status in one.to], "or"),
                )
            )
            for one in fence.statuses
        )
        columns = ("Status", "Belongs to", "Changed by", "To")
        listing = table(f"Lead statuses of {guide.title(fence)}", columns, rows)
        yield Section("Whose status it is", "statuses", (listing,))


def _breach(guide: Guide, fence: Fence) -> Iterator[Block]:
    if fence.escalations:
        told = tuple(_escalation(guide, one) for one in fence.escalations)
        yield Section("When a promise is broken", "breach", (Bullets(told),))


def _escalation(guide: Guide, one: Escalation) -> Line:
    when = (
        f"{one.after.text} after a promise was broken"
        if one.after.amount
        else "As soon as a promise is broken"
    )
    who = joined([*(guide.ref(team) for team in one.teams), *one.people])
    verb = "is" if len(one.teams) + len(one.people) == 1 else "are"
    return joined([f"{when}: ", who, f" {verb} told."], "")


# Who signs


def _signatures(guide: Guide, fence: Fence) -> Section:
    signers = [(name, one.on) for one in fence.agreements for name in one.by]
    rows = [
        Row((name, side_of(guide.context, name), day(on) if on is not None else "", "", ""))
        for name, on in signers
    ]
    if not rows:  # a draft: a line for each side
        teams = [guide.model.teams.get(one.name) for one in (fence.marketing, fence.sales)]
        rows = [Row((team.lead if team else "", team.side if team else "", "", "", "")) for team in teams]
    columns = ("Name", "For", "Agreed on", "Signature", "Date")
    blocks: list[Block] = [Table("Signatures", columns, tuple(rows))]
    if fence.review is not None:
        due = review_due(fence)
        by = f", next on {day(due)}" if due is not None else ""
        blocks.append(Paragraph(f"Both sides look at this agreement again every {fence.review.text}{by}."))
    return Section("Agreed by", "signatures", tuple(blocks))
