"""MOPS205: more segments than Marketo allows, or one that nobody can ever fall into.

Up to 100 segments, in order, the first that fits takes the person (experienceleague: create-a-segmentation,
segmentation-order-priority); complex conditions make the approval fail earlier.
"""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity
from mopsdsl.graphs.conditions import leaves
from mopsdsl.model.assets import Segment, Segmentation

RULE = Rule(
    "MOPS205",
    "segment-limit",
    Severity.ERROR,
    "More segments in a segmentation than Marketo allows, or one that nobody can ever fall into.",
)
LIMIT = 100


def check(context: Context) -> Iterator[Finding]:
    limit = context.model.instance.limits.get("segments", LIMIT)
    for asset in context.model.assets.values():
        if not isinstance(asset, Segmentation):
            continue
        if len(asset.segments) > limit:
            yield RULE.finding(
                asset.segments[limit].span,
                f"Segmentation {asset.title} has {len(asset.segments)} segments; Marketo approves {limit} at most.",
                "Put segments together whose people get the same content; Default takes whoever is left.",
                subject=asset.id,
            )
        for place, segment in enumerate(asset.segments):
            yield from _nobody(context, asset, segment, asset.segments[:place])


def _nobody(
    context: Context, owner: Segmentation, segment: Segment, earlier: tuple[Segment, ...]
) -> Iterator[Finding]:
    from mopsdsl.logic.decide import Undecided
    from mopsdsl.logic.person import Person

    decider = context.decider
    found = decider.person([segment.when], [one.when for one in earlier])
    if isinstance(found, Undecided) and not found.mistaken:
        yield RULE.finding(
            segment.span,
            f"Whether anybody can fall into segment {segment.title} of {owner.title} can't be decided: {found.why}.",
            "Ask it in simpler words, or look at the segment's size in Marketo.",
            subject=owner.id,
            severity=Severity.ADVICE,
        )
    if found is not None:
        return
    takers: tuple[Segment, ...] = ()
    why, told_already = "its condition holds of nobody", False
    fitting = decider.person([segment.when])
    if fitting is None:
        # A value that the field can never have is MOPS011, where it stands.
        told_already = any(decider.person([leaf]) is None for leaf in leaves(segment.when))
    else:
        alone = (one for one in earlier if decider.implies(segment.when, one.when) is True)
        meeting = tuple(one for one in earlier if decider.person([segment.when, one.when]) is not None)
        takers = next(((one,) for one in alone), meeting)
        names, one = " and ".join(taker.title for taker in takers), len(takers) == 1
        why = f"{names}, which {'comes' if one else 'come'} before it, {'takes' if one else 'take'} everybody whom it fits"
        why += f": somebody with {fitting.text}, for one" if isinstance(fitting, Person) else ""
    yield RULE.finding(
        segment.span,
        f"Nobody can ever fall into segment {segment.title} of {owner.title}: {why}.",
        "Move it above the segment that takes its people."
        if takers
        else "Mend the condition, or take the segment out.",
        related=tuple(Related(one.span, f"{one.title} is asked first") for one in takers),
        subject=owner.id,
        severity=Severity.WARNING if told_already else None,
    )
