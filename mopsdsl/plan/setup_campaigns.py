"""Steps for smart campaigns: list and flow once all campaigns are there, and the moment they are switched on."""

from collections.abc import Iterator

from mopsdsl.model.assets import FlowStep, SmartCampaign
from mopsdsl.plan.choices import choices
from mopsdsl.plan.draft import Drafts, made_by
from mopsdsl.plan.setup_assets import dependencies, in_master, phase_of, spot
from mopsdsl.plan.stages import DEFAULT
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows

CALLS = ("request", "execute")


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    campaigns = [
        asset
        for asset in drafts.model.assets.values()
        if isinstance(asset, SmartCampaign) and asset.id in drafts.ready
    ]
    calling = campaigns if drafts.wanted is None else drafts.model.assets.values()
    requested = {
        called.name
        for campaign in calling
        if isinstance(campaign, SmartCampaign)
        for called in _called(drafts, campaign, ("request",))
    }
    for campaign in campaigns:
        _build(drafts, words, campaign, drafts.ready[campaign.id], campaign.name in requested)
    for campaign in campaigns:
        if not in_master(drafts, campaign):  # a master is there to be cloned: its campaigns never run
            _start(drafts, campaign, drafts.ready[campaign.id], campaign.name in requested)


def _called(drafts: Drafts, campaign: SmartCampaign, calls: tuple[str, ...]) -> Iterator[SmartCampaign]:
    """The other campaigns that a flow calls."""
    for step in campaign.flow:
        found = drafts.names.find(step.about) if step.action in calls and step.about is not None else None
        if isinstance(found, SmartCampaign) and found is not campaign:
            yield found


def _build(drafts: Drafts, words: Words, campaign: SmartCampaign, made: str, requested: bool) -> None:
    kind = drafts.target.asset_kinds[campaign.asset_kind]
    steps = len(campaign.flow)
    workspace = drafts.workspace_title(campaign.workspace.name)
    by_hand = (
        drafts.title(campaign.approval, "its owner") if campaign.approved_by_hand or campaign.approval else ""
    )
    values = {
        "title": campaign.title,
        "workspace": workspace,
        "under": spot(drafts, campaign, kind.area).under,
        "rules": _rules(drafts, words.at(campaign.workspace.name), campaign, requested),
        "executable": drafts.word("notes", "executable") if campaign.executable else "",
        "approval": by_hand,
        "qualification": drafts.word("notes", "qualification") if campaign.triggers or requested else "",
        "steps": f"{steps} {'step' if steps == 1 else 'steps'}",
    }
    uses = set(_used(drafts, campaign)) - {campaign.id, f"workspace:{campaign.workspace.name}"}
    drafts.add(
        kind.finish,
        campaign.name,
        values,
        needs=(made, *dependencies(drafts, campaign)),
        uses=tuple(sorted(uses)),
        about=(campaign.id,),
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


def _rules(drafts: Drafts, words: Words, campaign: SmartCampaign, requested: bool) -> Rows:
    """List and flow. A campaign can be requested only where it has a trigger for that, whether the specs say so or not."""
    triggers = [words.event(event) for event in campaign.triggers]
    if requested and not any(event.what == "requested" for event in campaign.triggers):
        triggers.append(drafts.word("triggers", "requested"))
    filters = (("Filters", words.condition(campaign.when)),) if campaign.when is not None else ()
    flow = [
        row
        for number, step in enumerate(campaign.flow, 1)
        for row in ((f"Flow {number}", words.flow_step(step)), *_choices(drafts, words, step, number))
    ]
    return (*((f"Trigger {number}", text) for number, text in enumerate(triggers, 1)), *filters, *flow)


def _choices(drafts: Drafts, words: Words, step: FlowStep, number: int) -> Iterator[tuple[str, str]]:
    """What a step that routes chooses between."""
    routing = drafts.model.routings.get(step.about.name) if step.action == "route" and step.about else None
    if routing is not None:
        for place, choice in enumerate(choices(drafts, routing, entered_only=False), 1):
            listed = "" if choice.rows else drafts.word("notes", "choice_by_list")
            text = f"{words.condition(choice.condition)} → {drafts.title(choice.route.target)}{listed}"
            yield f"Flow {number}, choice {place}", text
        rest = next((drafts.title(route.target) for route in routing.routes if route.when is None), DEFAULT)
        yield f"Flow {number}, default choice", rest


def _start(drafts: Drafts, campaign: SmartCampaign, made: str, requested: bool) -> None:
    """A campaign is switched on after those that it calls, so that no call is lost. What others execute is never switched on."""
    kind = drafts.target.asset_kinds[campaign.asset_kind]
    if campaign.executable:
        return
    triggered = bool(campaign.triggers) or requested
    called = (f"{kind.start}-{found.name}" for found in _called(drafts, campaign, CALLS))
    drafts.add(
        kind.start if triggered else f"{kind.start}.batch",
        campaign.name,
        {
            "title": campaign.title,
            "made": made_by(made),
            "under": spot(drafts, campaign, kind.area).under,
            "workspace": drafts.workspace_title(campaign.workspace.name),
        },
        needs=(f"{kind.finish}-{campaign.name}", *called),
        about=(campaign.id,),
        label=drafts.workspace_title(campaign.workspace.name),
    )
