"""The rules of the catalogue that this version does not check yet.

Their codes are fixed, so an `allow` may name them already, and `explain` says what they will be about. A rule that gets its
file leaves this table; a test says so.
"""

RESERVED: dict[str, tuple[str, str, str]] = {
    "MOPS301": ("route-unreachable", "error", "A rule that earlier ones always take from."),
    "MOPS302": ("route-gap", "error", "No `otherwise`, and a person whom no rule takes."),
    "MOPS303": ("route-order-matters", "advice", "Two rules with different targets take the same person."),
    "MOPS305": (
        "lands-in-the-wrong-place",
        "error",
        "A way in whose people land in a partition that routing says is wrong, with no campaign that moves them.",
    ),
    "MOPS310": (
        "crm-partition-mismatch",
        "warning",
        "CRM record access by region that routing does not mirror.",
    ),
    "MOPS401": ("stage-unreachable", "error", "A stage no path leads to."),
    "MOPS402": ("stage-dead-end", "error", "A stage that is no end and that nothing leaves."),
    "MOPS403": (
        "no-way-back",
        "error",
        "A sales stage from which a stalled person can never come back to marketing.",
    ),
    "MOPS404": (
        "ambiguous-transition",
        "error",
        "Two transitions out of one stage that the same person fits at once.",
    ),
    "MOPS405": (
        "sla-without-time",
        "error",
        "An `sla` stage with no time, or no transition for when it runs out.",
    ),
    "MOPS406": (
        "partition-without-lifecycle",
        "warning",
        "People whom no lifecycle moves: which partitions.",
    ),
    "MOPS407": ("two-lifecycles-race", "error", "A partition that two lifecycles move."),
    "MOPS408": ("lifecycle-drifts", "error", "A local lifecycle that changes the common stages."),
    "MOPS409": ("override-without-case", "error", "A local variation without `because`."),
    "MOPS410": ("stage-without-owner", "error", "A stage that no team owns."),
    "MOPS411": ("status-owned-twice", "error", "One status value under two owners."),
    "MOPS412": ("stages-too-coarse", "advice", "A hand-over with no stage between marketing's and won."),
    "MOPS413": (
        "instant-loop",
        "error",
        "A circle of transitions that one person can run through without any time passing.",
    ),
    "MOPS414": (
        "timers-contradict",
        "error",
        "A timeout that always fires before, or never before, an SLA on the same stage.",
    ),
    "MOPS415": (
        "transition-never-true",
        "error",
        "A condition nobody can fulfil, given the fields' values and the stage's own conditions.",
    ),
    "MOPS416": (
        "lifecycle-fields-missing",
        "warning",
        "The fields that tell models and partitions apart (model name, partition) are not declared or not synced.",
    ),
    "MOPS417": (
        "gate-without-otherwise",
        "error",
        "A gate stage with no default transition, or where people would have to wait.",
    ),
    "MOPS418": ("path-broken", "error", "A success path whose stages no transitions join in that order."),
    "MOPS419": ("recycled-for-ever", "warning", "A person can be recycled without limit or without a wait."),
    "MOPS420": (
        "threshold-out-of-reach",
        "error",
        "A score threshold that the declared score rules, taken together, can't reach; the most that they can.",
    ),
    "MOPS421": (
        "channel-cannot-go-back",
        "warning",
        "A lifecycle kept in a channel whose steps rise: a person can't go back to a lower step.",
    ),
    "MOPS501": (
        "no-handover",
        "error",
        "The agreement on what passes a lead from marketing to sales is missing.",
    ),
    "MOPS502": (
        "no-duty",
        "error",
        "The agreement on what sales must do with every accepted lead is missing.",
    ),
    "MOPS503": (
        "no-way-back-clause",
        "error",
        "The agreement on what sends a stalled lead back to marketing is missing.",
    ),
    "MOPS504": ("no-inclusion-owner", "error", "The agreement on who decides who is marketed to is missing."),
    "MOPS505": (
        "no-exclusion",
        "error",
        "The agreement on how sales takes a lead out of marketing is missing.",
    ),
    "MOPS506": (
        "handover-without-fence",
        "error",
        "A transition from one side's stage to the other's that no fence covers.",
    ),
    "MOPS507": (
        "fence-contradicts-lifecycle",
        "error",
        "The fence's stages, times or owners are not the lifecycle's.",
    ),
    "MOPS508": (
        "sla-out-of-hours",
        "error",
        "A promise that the owner's calendar cannot keep: the worst wall-clock wait, and when it happens.",
    ),
    "MOPS509": ("exclusion-for-ever", "warning", "Sales can take a lead out with no end or no reason."),
    "MOPS510": ("not-agreed", "warning", "One side has not agreed, or the review is overdue."),
    "MOPS511": (
        "manual-approval",
        "error",
        "A campaign that waits for somebody to approve a list, which the fence should decide.",
    ),
    "MOPS512": ("nobody-told", "warning", "A promise with no notification when it is broken."),
    "MOPS513": (
        "campaign-ignores-fence",
        "error",
        "A campaign that can reach people whom the fence excludes.",
    ),
    "MOPS801": ("metric-without-owner", "error", "Nobody, or more than one, owns a metric."),
    "MOPS802": ("team-without-metric", "warning", "A team that owns none."),
    "MOPS803": (
        "target-misses-forecast",
        "warning",
        "A target that the forecast's own rates say is not enough, or is far too much; the arithmetic.",
    ),
    "MOPS804": ("rate-missing", "error", "A forecast whose rates do not lead from the first stage to won."),
    "MOPS805": ("lead-without-rep", "error", "A person at the hand-over stage whom no queue takes."),
    "MOPS806": ("capacity-exceeded", "warning", "More hand-overs forecast than the queues can take."),
    "MOPS807": ("stage-without-content", "advice", "A stage and persona with no content."),
    "MOPS808": (
        "rota-uncovered",
        "error",
        "Hours in which a promise runs and nobody on the rota is there (holidays and leave counted); the first such day.",
    ),
    "MOPS809": (
        "rate-without-source",
        "warning",
        "A rate that nobody vouches for, or outside every cited range.",
    ),
    "MOPS901": (
        "destructive-change",
        "warning",
        "Something is removed, or somebody loses sight of people: what must be drained first and how much it is.",
    ),
    "MOPS902": (
        "no-safe-order",
        "error",
        "No order of the steps keeps every promise on the way; the promise, and the temporary step that would.",
    ),
    "MOPS903": (
        "unplanned-rename",
        "warning",
        "One thing gone and a like one new: `formerly` would keep it.",
    ),
    "MOPS904": (
        "limit-on-the-way",
        "error",
        "A limit that the end state keeps, but a step in between breaks.",
    ),
    "MOPS905": (
        "cannot-be-changed",
        "error",
        "A change to what Marketo fixes at creation (a workspace's language, a program's channel or type): recreate, or leave.",
    ),
    "MOPS906": (
        "stage-needs-merging",
        "warning",
        "A stage removed from an approved model: only a merge into another is possible; which.",
    ),
    "MOPS907": (
        "protected",
        "error",
        "The removal of a protected thing, also when the protection goes in the same change.",
    ),
    "MOPS908": (
        "sight-gained",
        "warning",
        "Somebody gains sight of people, or an asset gains readers: who, of whom, through what.",
    ),
    "MOPS909": (
        "sight-lost",
        "warning",
        "Somebody loses sight of people, or an asset its readers: what stops working.",
    ),
}
"""Code → name, severity, summary."""
