"""What an instance's own `limit`s say, held against what the specs declare.

Marketo publishes no most of partitions, people, programs, campaigns or fields: there is a limit only where a contract sets one, and the
instance says it. Segmentations, segments and workspaces have rules of their own.
"""

from collections.abc import Iterator, Sequence

from mopsdsl.diagnostics.finding import BAD_VALUE, Finding, Related
from mopsdsl.model.assets import Program, SmartCampaign
from mopsdsl.model.base import Declaration
from mopsdsl.model.model import Model

_SHOWN = 3


def beyond_limits(model: Model) -> Iterator[Finding]:
    """A MOPS006 for each limit that the specs themselves go beyond."""
    limits = model.instance.limits
    for what, declared in _counted(model).items():
        if what in limits and len(declared) > limits[what]:
            yield _too_many(model, what, declared)
    if "people" in limits:
        yield from _too_many_people(model, limits["people"])


def _counted(model: Model) -> dict[str, Sequence[Declaration]]:
    """What a limit counts, by its name. Marketo's own Default partition and standard fields are none of the contract's."""
    assets = model.assets.values()
    return {
        "partitions": [one for one in model.partitions.values() if not one.implied],
        "programs": [one for one in assets if isinstance(one, Program)],
        "campaigns": [one for one in assets if isinstance(one, SmartCampaign)],
        "fields": [one for one in model.fields.values() if not one.standard],
    }


def _too_many(model: Model, what: str, declared: Sequence[Declaration]) -> Finding:
    limit = model.instance.limits[what]
    first, *more = sorted(declared, key=lambda one: one.span.written)[limit:]
    return BAD_VALUE.finding(
        first.span,
        f"The instance can have {limit} {what}, and the specs declare {len(declared)}: this is the first that is one too many.",
        f"Take out what is not needed, or write what your contract gives: `limit {what} {len(declared)}`.",
        related=tuple(Related(one.span, f"{one.name} is one too many") for one in more[:_SHOWN]),
        subject=model.instance.id,
    )


def _too_many_people(model: Model, limit: int) -> Iterator[Finding]:
    in_partitions = sum(one.people or 0 for one in model.partitions.values())
    people = max(model.instance.people or 0, in_partitions)
    if people > limit:
        where = "the partitions hold" if people == in_partitions else "the instance says that it has"
        yield BAD_VALUE.finding(
            model.instance.span,
            f"The instance can hold {limit} people, and {where} {people}.",
            f"Delete people who will never buy, or write what your contract gives: `limit people {people}`.",
            subject=model.instance.id,
        )
