"""Whom the fences of a lifecycle allow to mail, and who is mailed all the same."""

from collections.abc import Iterable, Iterator

from mopsdsl._value import value
from mopsdsl.checks.agreements import fences_on
from mopsdsl.checks.context import Context
from mopsdsl.checks.coverage import coverages
from mopsdsl.checks.mailing import Mailing
from mopsdsl.checks.people import Group, in_stages, living_in, somebody
from mopsdsl.graphs.wording import condition_text
from mopsdsl.logic.decide import Answer
from mopsdsl.logic.effects import before
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import All, AnyOf, Condition, Empty, Flag, Not
from mopsdsl.model.lifecycle import Exclusion, Fence, Inclusion


@value
class Audience:
    """Whom the fences of a lifecycle allow to mail, among the people whom it moves (who have what `holds` says in common)."""

    fences: tuple[Fence, ...]
    partitions: frozenset[str]
    holds: tuple[Condition, ...]
    inclusions: tuple[Inclusion, ...]
    exclusions: tuple[tuple[Exclusion, Condition], ...]
    allowed: Condition


def audiences(context: Context) -> Iterator[Audience]:
    """One for each lifecycle on which a fence says whom marketing may mail, or whom not."""
    claims = {one.lifecycle.name: frozenset(one.claims) for one in coverages(context)}
    for name, course in context.courses.items():
        fences = fences_on(context, course)
        inclusions = tuple(one for fence in fences for one in fence.inclusions if one.when is not None)
        exclusions = tuple(
            (one, out)
            for fence in fences
            for one in fence.exclusions
            if (out := _out(context, one)) is not None
        )
        if claims.get(name) and (inclusions or exclusions):
            allowed = _allowed(fences[0], inclusions, exclusions)
            yield Audience(
                tuple(fences), claims[name], tuple(in_stages(course)), inclusions, exclusions, allowed
            )


def _out(context: Context, exclusion: Exclusion) -> Condition | None:
    """What shows that somebody was taken out: the flag is set, or any other field holds something. None for a field nobody declared."""
    using = exclusion.using
    field = context.model.fields.get(using.name) if using is not None else None
    if field is None or using is None:
        return None
    return Flag(using, exclusion.span) if field.type == "flag" else Empty(using, True, exclusion.span)


def _allowed(
    fence: Fence, inclusions: tuple[Inclusion, ...], exclusions: tuple[tuple[Exclusion, Condition], ...]
) -> Condition:
    """One of the inclusions, and none of the exclusions; in as few words as can be, since people copy them."""
    whens = _different(one.when for one in inclusions if one.when is not None)
    included = AnyOf(whens, fence.span) if len(whens) > 1 else whens[0] if whens else All((), fence.span)
    parts: list[Condition] = list(included.parts) if isinstance(included, All) else [included]
    said = {condition_text(part) for part in parts}
    taken_out = _different(_without(out) for _, out in exclusions)
    parts += [one for one in taken_out if condition_text(one) not in said]
    return All(tuple(parts), fence.span)


def _without(out: Condition) -> Condition:
    return Empty(out.field, False, out.span) if isinstance(out, Empty) else Not(out, out.span)


def _different(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Each once: fences on one lifecycle often say the same."""
    return tuple({condition_text(one): one for one in conditions}.values())


def outside(context: Context, mailing: Mailing, audience: Audience) -> Answer:
    """Somebody who is mailed and should not be; None for nobody. May raise `effects.Unforeseen`."""
    partitions = mailing.entry.partitions & audience.partitions
    if not partitions:
        return None
    rewriter, effects = context.decider.space.rewriter, mailing.entry.effects
    mailable = [before(one, effects, rewriter) for one in _not_unsubscribed(context, audience)]
    allowed = before(audience.allowed, effects, rewriter)
    wanted = Group((*mailing.entry.conditions, *mailable, *audience.holds), (allowed,))
    return somebody(context, living_in(context, partitions), wanted)


def _not_unsubscribed(context: Context, audience: Audience) -> Iterator[Condition]:
    field, span = context.model.fields.get("Unsubscribed"), audience.fences[0].span
    if field is not None and field.type == "flag":
        yield Not(Flag(Reference("field", "Unsubscribed", span), span), span)
