"""Steps for smart campaigns: list and flow once all campaigns are there, and the moment they are switched on."""

from collections.abc import Iterator

from mopsdsl.model.assets import SmartCampaign
from mopsdsl.plan.draft import Drafts, made_by
from mopsdsl.plan.setup_assets import dependencies, in_master, phase_of, spot
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    campaigns = [
        asset
        for asset in drafts.model.assets.values()
        if isinstance(asset, SmartCampaign) and asset.id in drafts.ready
    ]
    for campaign in campaigns:
        _build(drafts, words, campaign, drafts.ready[campaign.id])
    for campaign in campaigns:
        if not in_master(drafts, campaign):  # a master is there to be cloned: its campaigns never run
            _activate(drafts, campaign, drafts.ready[campaign.id])


def _build(drafts: Drafts, words: Words, campaign: SmartCampaign, made: str) -> None:
    kind = drafts.target.asset_kinds[campaign.asset_kind]
    steps = len(campaign.flow)
    workspace = drafts.workspace_title(campaign.workspace.name)
    values = {
        "title": campaign.title,
        "workspace": workspace,
        "under": spot(drafts, campaign, kind.area).under,
        "rules": _rules(words, campaign),
        "executable": "yes: other campaigns execute it" if campaign.executable else "",
        "approval": drafts.title(campaign.approval),
        "steps": f"{steps} {'step' if steps == 1 else 'steps'}",
    }
    uses = set(_used(drafts, campaign)) - {campaign.id, f"workspace:{campaign.workspace.name}"}
    drafts.add(
        kind.finish,
        campaign.name,
        values,
        needs=(made, *dependencies(drafts, campaign)),
        uses=tuple(sorted(uses)),
        phase=phase_of(drafts, campaign),
        label=workspace,
    )


def _used(drafts: Drafts, campaign: SmartCampaign) -> Iterator[str]:
    """What list and flow name. A routing is no thing of its own in Marketo: its fields and partitions are."""
    for used in drafts.ids_of(campaign.references):
        routing = (
            drafts.model.routings.get(used.removeprefix("routing:")) if used.startswith("routing:") else None
        )
        if routing is None:
            yield used
        else:
            yield from (
                one for one in drafts.ids_of(routing.references) if one.startswith(("partition:", "field:"))
            )


def _rules(words: Words, campaign: SmartCampaign) -> Rows:
    triggers = tuple(
        (f"Trigger {number}", words.event(event)) for number, event in enumerate(campaign.triggers, 1)
    )
    filters = (("Filters", words.condition(campaign.when)),) if campaign.when is not None else ()
    flow = tuple((f"Flow {number}", words.flow_step(step)) for number, step in enumerate(campaign.flow, 1))
    return (*triggers, *filters, *flow)


def _activate(drafts: Drafts, campaign: SmartCampaign, made: str) -> None:
    """A campaign is switched on after those that it calls, so that no call is lost."""
    kind = drafts.target.asset_kinds[campaign.asset_kind]
    called = []
    for step in campaign.flow:
        found = (
            drafts.names.find(step.about)
            if step.action in ("request", "execute") and step.about is not None
            else None
        )
        if isinstance(found, SmartCampaign) and found is not campaign:
            called.append(f"{kind.start}-{found.name}")
    drafts.add(
        kind.start,
        campaign.name,
        {"title": campaign.title, "made": made_by(made)},
        needs=(f"{kind.finish}-{campaign.name}", *called),
        label=drafts.workspace_title(campaign.workspace.name),
    )
