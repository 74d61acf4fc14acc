"""What a reference means by where it stands: the kind that is wanted there, and what the declaration does with it.

A snapshot holds neither, as both follow from the place. `lowering` is where they come from; the tests hold the two together.
"""

from mopsdsl.lowering.assets import STEP_ABOUT, STEP_VERB, STEPS
from mopsdsl.lowering.conditions import EVENT_ABOUT, EVENT_WHAT

ANY = "*"
"""Any kind: the one that the id names."""
LIST_OR_SEGMENT = "smart_list|static_list|program|segment"
"""`member of LIST` or `in segment SEGMENT`."""

WANTED: dict[str, tuple[str, str]] = {
    "Instance.duplicates_by": ("field", "tells people apart by"),
    "Crm.split_by": ("field", "splits its CRM by"),
    "Crm.split_into": ("list", "splits its CRM into"),
    "Field.choice_list": ("list", "takes its values from"),
    "Field.sources": ("field", "is worked out from"),
    "Team.calendar": ("calendar", "keeps"),
    "Rota.team": ("team", "takes turns for"),
    "Partition.owner": ("team", "is owned by"),
    "Workspace.sees": ("partition", "sees"),
    "Workspace.primary": ("partition", "primary"),
    "Workspace.admins": ("team", "is administered by"),
    "Site.workspaces": ("workspace", "is tracked by"),
    "Grant.role": ("role", "gives"),
    "Grant.team": ("team", "is given to"),
    "Grant.workspaces": ("workspace", "works in"),
    "Wall.left": ("partition", "keeps apart"),
    "Wall.right": ("partition", "keeps apart"),
    "Wall.except_workspaces": ("workspace", "excepts"),
    "Wall.except_teams": ("team", "excepts"),
    "Protection.target": (ANY, "protects"),
    "Approval.target": (ANY, "approves"),
    "Asset.workspace": ("workspace", "stands in"),
    "Asset.uses": ("asset", "uses"),
    "Asset.cloned_from": ("asset", "is cloned from"),
    "Asset.moved_from": ("asset", "is moved from"),
    "Folder.shared_with": ("workspace", "is shared with"),
    "Program.channel": ("channel", "is of channel"),
    "Form.asks": ("field", "asks"),
    "SmartCampaign.approval": ("team", "is approved by"),
    "Routing.campaigns": ("smart_campaign", "is carried out by"),
    "Route.target": ("partition", "routes to"),
    "Comparison.field": ("field", "asks"),
    "Membership.field": ("field", "asks"),
    "Membership.list": ("list", "asks"),
    "Empty.field": ("field", "asks"),
    "Flag.field": ("field", "asks"),
    "Age.field": ("field", "asks"),
    "InAsset.asset": (LIST_OR_SEGMENT, "asks"),
    "InStage.stages": ("stage", "asks"),
    "Lifecycle.workspace": ("workspace", "is kept in"),
    "Lifecycle.extends": ("lifecycle", "extends"),
    "Lifecycle.partitions": ("partition", "moves people of"),
    "Lifecycle.success_path": ("stage", "leads through"),
    "Stage.owners": ("team", "is owned by"),
    "Stage.otherwise": ("stage", "leads to"),
    "Transition.source": ("stage", "leads on from"),
    "Transition.target": ("stage", "leads to"),
    "Transition.by": ("team", "is moved by"),
    "Score.field": ("field", "adds to"),
    "Funnel.lifecycle": ("lifecycle", "maps"),
    "FunnelStep.stages": ("stage", "stands for"),
    "Fence.marketing": ("team", "stands between"),
    "Fence.sales": ("team", "stands between"),
    "Fence.lifecycle": ("lifecycle", "stands on"),
    "Handover.stage": ("stage", "hands over at"),
    "Acceptance.stage": ("stage", "accepts at"),
    "Duty.field": ("field", "asks to record"),
    "WayBack.stage": ("stage", "returns to"),
    "Inclusion.by": ("team", "is decided by"),
    "Exclusion.by": ("team", "may exclude"),
    "Exclusion.using": ("field", "excludes by"),
    "StatusOwner.owner": ("team", "is owned by"),
    "StatusOwner.changed_by": ("team", "is changed by"),
    "OpportunityRule.target": ("stage", "returns to"),
    "Escalation.teams": ("team", "tells"),
    "Distribution.lifecycle": ("lifecycle", "stands on"),
    "Distribution.stage": ("stage", "takes people at"),
    "Queue.team": ("team", "waits for"),
    "Queue.rota": ("rota", "takes turns by"),
    "Metric.owners": ("team", "is owned by"),
    "Count.stages": ("stage", "counts"),
    "Forecast.lifecycle": ("lifecycle", "stands on"),
    "Rate.start": ("stage", "leads on from"),
    "Rate.end": ("stage", "leads to"),
    "Rate.assumption": ("assume", "assumes"),
    "Cadence.teams": ("team", "brings together"),
    "Cadence.reviews": ("metric|forecast|fence", "reviews"),
    "BusinessObject.parents_of": ("object", "is parent of"),
    "Threshold.object": ("object", "measures"),
    "Threshold.lifecycle": ("lifecycle", "stands in"),
    "Threshold.hands_over_to": ("team", "hands over to"),
    "Content.stages": ("stage", "is for"),
    "Content.owner": ("team", "is owned by"),
    "PersonValue.field": ("field", "sets"),
    "Expectation.subject": ("team", "reaches"),
    "Expectation.because": ("workspace", "reaches through"),
}
"""By "Class.attribute", the class that first has it: (kind, verb)."""

BY_WORD: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {
    "Event.about": (
        "what",
        {
            EVENT_WHAT.get(words, words): (kind, words.removesuffix(" to"))
            for words, kind in EVENT_ABOUT.items()
        },
    ),
    "FlowStep.about": (
        "action",
        {STEPS.get(words, words): (kind, STEP_VERB[words]) for words, kind in STEP_ABOUT.items()},
    ),
    "Expectation.about": (
        "what",
        {
            "partition": ("partition", "is expected"),
            "stage": ("stage", "is expected"),
            "campaigns": ("smart_campaign", "is expected"),
            "no campaigns": ("smart_campaign", "is expected"),
            "notified": ("team", "is expected"),
            "reaches": ("partition|workspace|asset", "is reached"),
            "cannot reach": ("partition|workspace|asset", "is reached"),
        },
    ),
}
"""Where it takes a word beside the reference to tell: the attribute that holds the word, and (kind, verb) by that word."""
