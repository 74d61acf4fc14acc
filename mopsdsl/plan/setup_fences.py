"""Steps for a fence: sign it, make the CRM keep it, build its alerts, put its review in the calendar."""

from mopsdsl.graphs.lifecycle import course_of_fence, fences_along
from mopsdsl.model.base import Duration
from mopsdsl.model.lifecycle import Duty, Escalation, Fence
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.filters import literals_text
from mopsdsl.plan.setup_foundation import crm_of
from mopsdsl.plan.words import Words, duration_text
from mopsdsl.targets.filling import Rows

FENCES = "Fences and queues"


def add_fence(drafts: Drafts, words: Words, fence: Fence) -> None:
    """The agreement, what the CRM does for it, who is told when it is broken, and when it is looked at again."""
    marketing, sales = drafts.title(fence.marketing), drafts.title(fence.sales)
    values: dict[str, str | Rows] = {
        "title": fence.title,
        "marketing": marketing,
        "sales": sales,
        "crm": crm_of(drafts),
        "handover": drafts.title(fence.handover.stage) if fence.handover is not None else "",
        "acceptance": _acceptance(drafts, fence),
        "duties": tuple(_duty(drafts, duty) for duty in fence.duties),
        "ways_back": _ways_back(drafts, words, fence),
        "decides": _decides(drafts, words, fence),
        "signers": ", ".join(name for agreement in fence.agreements for name in agreement.by),
        "agreed_on": ", ".join(a.on.isoformat() for a in fence.agreements if a.on is not None),
        "statuses": _statuses(drafts, fence),
        "exclusions": _exclusions(drafts, fence),
        "opportunities": _opportunities(drafts, fence),
        "review": duration_text(fence.review),
    }
    signed = drafts.add("sign-fence", fence.name, values, covers=(fence.id,), label=FENCES)
    drafts.add("set-up-fence", fence.name, values, needs=(signed,), about=(fence.id,), label=FENCES)
    if fence.escalations:
        own, *local = _moved_alike(drafts, fence)
        _alerts(drafts, words, fence, own, signed)
        for lifecycle in local:
            _alerts(drafts, words, fence, lifecycle, signed, drafts.model.lifecycles[lifecycle].title)
    if fence.review is not None:
        drafts.add("review-fence", fence.name, values, needs=(signed,), about=(fence.id,), label=FENCES)


def _moved_alike(drafts: Drafts, fence: Fence) -> list[str]:
    """The lifecycle of a fence, then those that extend it and have no fence of their own."""
    courses, fences = drafts.stages.courses, drafts.model.fences.values()
    on = course_of_fence(fence, courses)
    if on is None:
        return [""]
    own = on.lifecycle.name
    local = (
        name
        for name, course in courses.items()
        if name != own
        and course.lifecycle.deprecated is None
        and fence in fences_along(course, fences, courses)
    )
    return [own, *local]


def _alerts(drafts: Drafts, words: Words, fence: Fence, lifecycle: str, signed: str, local: str = "") -> None:
    """Where a lifecycle is kept, there stand the campaigns that hear of its hand-overs. `local`: the title of one that extends another."""
    name = f"{fence.name}-in-{lifecycle}" if local else fence.name
    title = f"{fence.title}, {local}" if local else fence.title
    values = {
        "title": title,
        "workspace": drafts.workspace_title(drafts.stages.home(lifecycle)),
        "escalations": _escalations(drafts, words, fence, title, lifecycle),
        "alerts": tuple((f"Activate {n}", _alert_name(title, e)) for n, e in enumerate(fence.escalations, 1)),
        "business": drafts.word("notes", "business")
        if any(e.after.business for e in fence.escalations)
        else "",
    }
    uses = (f"lifecycle:{lifecycle}",) if lifecycle else ()
    about = (fence.id,)
    built = drafts.add(
        "build-fence-alerts", name, values, needs=(signed,), uses=uses, about=about, label=FENCES
    )
    drafts.add("activate-fence-alerts", name, values, needs=(built,), about=about, label=FENCES)


def _acceptance(drafts: Drafts, fence: Fence) -> str:
    if fence.acceptance is None:
        return ""
    return f"{drafts.title(fence.acceptance.stage)} {within(fence.acceptance.within)}".strip()


def within(duration: Duration | None) -> str:
    return f"within {duration.text}" if duration is not None else ""


def _duty(drafts: Drafts, duty: Duty) -> tuple[str, str]:
    what = duty.text or drafts.title(duty.field)
    times = f" {duty.times} times" if duty.times is not None else ""
    return "Sales must", " ".join(f"{duty.action} {what}{times} {within(duty.within)}".split())


def _ways_back(drafts: Drafts, words: Words, fence: Fence) -> Rows:
    return tuple(
        (
            f"Back to {drafts.title(way.stage)}",
            f"when stalled for {way.stalled.text}" if way.stalled is not None else words.condition(way.when),
        )
        for way in fence.ways_back
    )


def _decides(drafts: Drafts, words: Words, fence: Fence) -> Rows:
    included = tuple((f"{drafts.title(i.by)} markets to", words.condition(i.when)) for i in fence.inclusions)
    return (*included, *_exclusions(drafts, fence))


def _exclusions(drafts: Drafts, fence: Fence) -> Rows:
    rows = []
    for exclusion in fence.exclusions:
        lasts = f" for {exclusion.lasts.text}" if exclusion.lasts is not None else ""
        reason = ", with a reason" if exclusion.with_reason else ""
        rows.append(
            (
                f"{drafts.title(exclusion.by)} takes people out by",
                f"{drafts.title(exclusion.using)}{lasts}{reason}",
            )
        )
    return tuple(rows)


def _statuses(drafts: Drafts, fence: Fence) -> Rows:
    rows = []
    for status in fence.statuses:
        changes = (
            f"; {drafts.title(status.changed_by)} may change it to {literals_text(status.to)}"
            if status.to
            else ""
        )
        owner = f"belongs to {drafts.title(status.owner)}" if status.owner is not None else ""
        rows.append((f"Status {status.status.value}", f"{owner}{changes}".lstrip("; ")))
    return tuple(rows)


def _opportunities(drafts: Drafts, fence: Fence) -> Rows:
    rows = []
    for rule in fence.opportunities:
        excluded = "not marketed to" if rule.excluded else ""
        stalled = (
            f"after {rule.stalled.text} back to {drafts.title(rule.target)}"
            if rule.stalled is not None
            else ""
        )
        rows.append(("People with an open opportunity", ", ".join(filter(None, (excluded, stalled)))))
    return tuple(rows)


def _escalations(drafts: Drafts, words: Words, fence: Fence, title: str, lifecycle: str) -> Rows:
    """A campaign for each: it counts from the hand-over, first the time of the promise, then the time that it may be broken."""
    program = words.filters.program(lifecycle)
    stage = drafts.title(
        fence.handover.stage if fence.handover is not None else None, "<the stage of the hand-over>"
    )
    promise = fence.acceptance.within if fence.acceptance is not None else None
    stops = f"Remove from Flow: if the status is no longer {stage}"
    rows = []
    for escalation in fence.escalations:
        waits = [promise, escalation.after] if promise is not None else [escalation.after]
        told = ", ".join((*map(drafts.title, escalation.teams), *escalation.people))
        flow = (*(f"Wait: {words.wait(wait, fence.sales)}" for wait in waits), stops, f"Send Alert: {told}")
        rows.append(("Name", _alert_name(title, escalation)))
        rows.append(("Trigger", f"Program Status is Changed: {program}, new status {stage}"))
        rows += [(f"Flow {number}", step) for number, step in enumerate(flow, 1)]
    return tuple(rows)


def _alert_name(title: str, escalation: Escalation) -> str:
    return f"{title}: {escalation.after.text} late"
