"""The agreements between marketing and sales, as a page that both sides can read."""

from collections.abc import Iterator

from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Duty, Fence
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.page import (
    Block,
    Bullets,
    Facts,
    Line,
    Page,
    Paragraph,
    Row,
    Section,
    Strong,
    joined,
    table,
)
from mopsdsl.render.docs.prose import prose
from mopsdsl.render.docs.words import day, listed, literal


def page(guide: Guide) -> Page:
    fences: tuple[Block, ...] = tuple(_fence(guide, fence) for fence in guide.model.fences.values())
    return Page(
        "agreements",
        "What marketing and sales have agreed",
        "Agreements",
        "A fence is the agreement between two teams about every lead: when it is handed over, what has to be done with it and how "
        "soon, what sends it back, whom marketing may write to, and how sales takes somebody out.",
        fences or (Paragraph("No agreement is declared."),),
    )


def _fence(guide: Guide, fence: Fence) -> Section:
    about: list[Line] = ["Between ", guide.ref(fence.marketing), " and ", guide.ref(fence.sales)]
    if fence.lifecycle is not None:
        about += [", along ", guide.ref(fence.lifecycle)]
    parts = (
        ("1. The pass", _pass(guide, fence)),
        ("2. What is done with every accepted lead", _duties(guide, fence)),
        ("3. The way back", _ways_back(guide, fence)),
        ("4. Whom marketing may write to", _inclusions(guide, fence)),
        ("5. How sales takes somebody out", _exclusions(guide, fence)),
    )
    blocks: list[Block] = [*prose(fence.documentation), Paragraph((*joined([*about, "."], ""),))]
    for title, lines in parts:
        told = tuple(lines) or ("Nothing is said about this.",)
        blocks.append(Section(title, f"{anchor('fence', fence.name)}-{title[0]}", (Bullets(told),)))
    blocks += [
        *_statuses(guide, fence),
        *_breach(guide, fence),
        *_signed(guide, fence),
        *guide.remarks(fence),
    ]
    return Section(guide.title(fence), anchor("fence", fence.name), tuple(blocks))


def _pass(guide: Guide, fence: Fence) -> Iterator[Line]:
    if fence.handover is not None:
        stage = guide.ref(fence.handover.stage)
        yield joined(
            ["A lead is handed over by ", guide.ref(fence.marketing), " as soon as it is ", stage, "."], ""
        )
    if fence.acceptance is not None:
        promise = _within(fence.acceptance.within)
        stage = guide.ref(fence.acceptance.stage)
        yield joined(["It is taken on by ", guide.ref(fence.sales), promise, ": then it is ", stage, "."], "")


def _within(duration: Duration | None) -> Line:
    return (" within ", Strong(duration.text)) if duration is not None else ""


def _duties(guide: Guide, fence: Fence) -> Iterator[Line]:
    for duty in fence.duties:
        yield joined([_duty(guide, duty), _within(duty.within), "."], "")


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
        why = [f" has not moved for {way.stalled.text}"] if way.stalled is not None else []
        why += (
            [f" is one of whom this holds: {guide.words.condition(way.when)}"] if way.when is not None else []
        )
        yield joined(["A lead that", " and".join(why), " goes back to ", guide.ref(way.stage), "."], "")
    for rule in fence.opportunities:
        if rule.target is not None:
            stalled = f" that has not moved for {rule.stalled.text}" if rule.stalled is not None else ""
            yield joined([f"An open opportunity{stalled} goes back to ", guide.ref(rule.target), "."], "")


def _inclusions(guide: Guide, fence: Fence) -> Iterator[Line]:
    for one in fence.inclusions:
        who: list[Line] = ["This is decided by ", guide.ref(one.by), ". "] if one.by is not None else []
        when = (
            f"Marketing may write to a person when {guide.words.condition(one.when)}."
            if one.when is not None
            else ""
        )
        yield joined([*who, when], "")
    if any(rule.excluded for rule in fence.opportunities):
        yield "Nobody with an open opportunity is marketed to."


def _exclusions(guide: Guide, fence: Fence) -> Iterator[Line]:
    for one in fence.exclusions:
        lasts: list[Line] = [", for ", (Strong(one.lasts.text),)] if one.lasts is not None else []
        using: list[Line] = [", who set ", guide.ref(one.using)] if one.using is not None else []
        reason = ". A reason must be given." if one.with_reason else "."
        by = guide.ref(one.by) or "sales"
        yield joined(["A person is taken out of marketing by ", by, *using, *lasts, reason], "")


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
        yield Section("Whose status it is", f"{anchor('fence', fence.name)}-statuses", (listing,))


def _breach(guide: Guide, fence: Fence) -> Iterator[Block]:
    if fence.escalations:
        told = tuple(
            joined(
                [
                    f"{one.after.text} after a promise was broken: ",
                    joined([*(guide.ref(team) for team in one.teams), *one.people]),
                    " is told." if len(one.teams) + len(one.people) == 1 else " are told.",
                ],
                "",
            )
            for one in fence.escalations
        )
        yield Section("When a promise is broken", f"{anchor('fence', fence.name)}-breach", (Bullets(told),))


def _signed(guide: Guide, fence: Fence) -> Iterator[Block]:
    pairs: list[tuple[str, Line]] = []
    for one in fence.agreements:
        on = f", on {day(one.on)}" if one.on is not None else ""
        pairs.append(("Agreed by", f"{listed(one.by)}{on}"))
    if fence.review is not None:
        pairs.append(("Looked at again", f"every {fence.review.text}"))
    if pairs:
        yield Facts(tuple(pairs))
