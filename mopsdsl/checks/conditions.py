"""Where a model holds conditions."""

from collections.abc import Iterator

from mopsdsl.model.assets import Segmentation, SmartCampaign, SmartList
from mopsdsl.model.base import Declaration
from mopsdsl.model.conditions import Condition
from mopsdsl.model.model import Model


def conditions(model: Model) -> Iterator[tuple[Declaration, Condition]]:
    """Every condition of a model with the declaration that it stands in."""
    for declaration, condition in _written(model):
        if condition is not None:
            yield declaration, condition


def _written(model: Model) -> Iterator[tuple[Declaration, Condition | None]]:
    for asset in model.assets.values():
        if isinstance(asset, SmartList | SmartCampaign):
            yield asset, asset.when
        elif isinstance(asset, Segmentation):
            yield from ((asset, segment.when) for segment in asset.segments)
    for routing in model.routings.values():
        yield from ((routing, route.when) for route in routing.routes)
    for lifecycle in model.lifecycles.values():
        yield from ((lifecycle, transition.when) for transition in lifecycle.transitions)
    for score in model.scores.values():
        yield from ((score, rule.when) for rule in score.rules)
    for fence in model.fences.values():
        yield from ((fence, way_back.when) for way_back in fence.ways_back)
        yield from ((fence, inclusion.when) for inclusion in fence.inclusions)
    for distribution in model.distributions.values():
        yield from ((distribution, queue.when) for queue in distribution.queues)
        yield from ((distribution, weight.when) for weight in distribution.weights)
    for threshold in model.thresholds.values():
        yield threshold, threshold.when
