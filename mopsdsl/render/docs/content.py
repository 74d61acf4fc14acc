"""What there is to say to whom, and the programs and campaigns that say it."""

from collections.abc import Iterator

from mopsdsl.diagnostics.wording import listed, many
from mopsdsl.model.assets import Channel, Program, SmartCampaign
from mopsdsl.model.growth import Content
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
    Strong,
    joined,
    table,
    with_badges,
)
from mopsdsl.render.docs.prose import first_words


def page(guide: Guide) -> Page:
    blocks: list[Block] = [*_content(guide), *_channels(guide), *_programs(guide), *_campaigns(guide)]
    return Page(
        "content",
        "Content, programs and campaigns",
        "Content",
        "What there is to say, for which stage and for whom; and the programs and campaigns that bring it to people.",
        tuple(blocks) or (Paragraph("Nothing of this is declared."),),
    )


def _content(guide: Guide) -> Iterator[Section]:
    if guide.model.contents:
        order = {
            name: at
            for lifecycle in guide.model.lifecycles
            for at, name in enumerate(guide.names.stages_of(lifecycle))
        }

        def first(one: Content) -> tuple[int, str]:
            return min((order.get(stage.name, 99) for stage in one.stages), default=99), one.title

        rows = tuple(
            Row(
                (
                    guide.title(one),
                    guide.refs(one.stages),
                    listed([persona.replace("_", " ") for persona in one.personas]),
                    one.language,
                    guide.ref(one.owner),
                    first_words(one.documentation),
                ),
                anchor("content", one.name),
            )
            for one in sorted(guide.model.contents.values(), key=first)
        )
        columns = ("Piece", "For the stage", "For", "Language", "Kept by", "About")
        yield Section("What there is to say", "contents", (table("Content by stage", columns, rows),))


def _channels(guide: Guide) -> Iterator[Section]:
    if guide.model.channels:
        rows = tuple(_channel(guide, channel) for channel in guide.model.channels.values())
        words = "A program's channel says how far somebody can get in it. Reaching a status in bold counts as success."
        listing = table(
            "Channels and their statuses", ("Channel", "For programs of the type", "Statuses, in order"), rows
        )
        yield Section("Channels", "channels", (Paragraph(words), listing))


def _channel(guide: Guide, channel: Channel) -> Row:
    ordered = sorted(channel.statuses, key=lambda status: status.step)
    statuses: list[Line] = [(Strong(one.title),) if one.success else one.title for one in ordered]
    return Row(
        (guide.title(channel), channel.program_type, joined(statuses, " → ")), anchor("channel", channel.name)
    )


def _programs(guide: Guide) -> Iterator[Section]:
    programs = [one for one in guide.model.assets.values() if isinstance(one, Program)]
    if not programs:
        return
    if len(programs) > 4 * MANY:
        words = f"There are {many(len(programs), 'program')}; the inventory names them by workspace."
        yield Section("Programs", "programs", (Paragraph(words),))
        return
    rows = tuple(_program(guide, one) for one in programs)
    columns = ("Program", "Workspace", "Channel", "Copied from", "What stands in it")
    yield Section("Programs", "programs", (table("Programs by workspace", columns, rows),))


def _program(guide: Guide, program: Program) -> Row:
    master = guide.names.asset(program.cloned_from) if program.cloned_from is not None else None
    channel = guide.ref(program.channel) if program.channel is not None else program.channel_title
    kinds: dict[str, int] = {}
    for asset in guide.below(program):
        kinds[asset.asset_kind] = kinds.get(asset.asset_kind, 0) + 1
    holds = listed([many(amount, kind) for kind, amount in sorted(kinds.items())])
    return Row(
        (
            with_badges(guide.title(program), guide.badges(program)),
            (guide.link("workspace", program.workspace.name),),
            channel or program.type,
            guide.title(master) if master is not None else "",
            holds,
        )
    )


def _campaigns(guide: Guide) -> Iterator[Section]:
    campaigns = [one for one in guide.model.assets.values() if isinstance(one, SmartCampaign)]
    if not campaigns:
        return
    if len(campaigns) > 2 * MANY:
        words = f"There are {many(len(campaigns), 'campaign')}; the inventory names them by workspace."
        yield Section("Campaigns", "campaigns", (Paragraph(words),))
        return
    words = (
        "A campaign waits for something to happen, or runs over a list; looks whom it is for; and does its steps in order. "
        "It acts only on people whom its workspace sees."
    )
    rows = tuple(_campaign(guide, one) for one in campaigns)
    columns = ("Campaign", "Workspace", "Who", "What it does")
    yield Section("Campaigns", "campaigns", (Paragraph(words), table("Campaigns", columns, rows)))


def _campaign(guide: Guide, campaign: SmartCampaign) -> Row:
    who: list[Line] = []
    if campaign.triggers:
        happens = listed([guide.words.event(event) for event in campaign.triggers], "or")
        who.append(f"Whoever {happens}")
    if campaign.when is not None:
        only = f"if {guide.words.condition(campaign.when)}"
        who.append(only if campaign.triggers else f"Everybody, {only}")
    steps: list[Line] = [guide.words.step(step) for step in campaign.flow]
    does: Cell = Stack(tuple(joined([f"{at}. ", step], "") for at, step in enumerate(steps, 1)))
    badges = [Badge("reaches everybody", "care")] if campaign.scope_global else []
    if campaign.approved_by_hand:
        badges.append(Badge("checked by hand before each run"))
    notes: list[Line] = [first_words(campaign.documentation)] if campaign.documentation else []
    name: list[Line] = [with_badges(guide.title(campaign), badges), *notes]
    return Row(
        (Stack(tuple(name)), (guide.link("workspace", campaign.workspace.name),), Stack(tuple(who)), does)
    )
