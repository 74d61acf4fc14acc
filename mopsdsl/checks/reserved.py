"""The rules of the catalogue that this version does not check yet.

Their codes are fixed, so an `allow` may name them already, and `explain` says what they will be about. A rule that gets its
file leaves this table; a test says so.
"""

RESERVED: dict[str, tuple[str, str, str]] = {
    "MOPS310": (
        "crm-partition-mismatch",
        "warning",
        "CRM record access by region that routing does not mirror.",
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
