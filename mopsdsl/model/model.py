"""The whole of a project, by kind and name."""

from collections.abc import Iterator
from itertools import chain

from attrs import Factory

from mopsdsl._value import value
from mopsdsl.model.access import Approval, Grant, Partition, Protection, Role, Site, Wall, Workspace
from mopsdsl.model.assets import Asset, Channel
from mopsdsl.model.base import Allowance, Declaration
from mopsdsl.model.growth import (
    Assumption,
    BusinessObject,
    Cadence,
    Content,
    Distribution,
    Forecast,
    Metric,
    Threshold,
)
from mopsdsl.model.lifecycle import Fence, Funnel, Lifecycle, Score
from mopsdsl.model.people import Calendar, Field, Instance, Rota, Team, ValueList
from mopsdsl.model.routing import Routing
from mopsdsl.model.scenario import Scenario


@value
class Model:
    """Every declaration under its kind and name, sorted by name, so that the order of files never shows.

    What Marketo brings itself (the Default workspace and partition, the built-in roles, the standard fields) is here as well.
    `allowances` are those that stand at the top of a file, for the whole project.
    """

    instance: Instance
    lists: dict[str, ValueList] = Factory(dict)
    fields: dict[str, Field] = Factory(dict)
    teams: dict[str, Team] = Factory(dict)
    rotas: dict[str, Rota] = Factory(dict)
    calendars: dict[str, Calendar] = Factory(dict)
    partitions: dict[str, Partition] = Factory(dict)
    workspaces: dict[str, Workspace] = Factory(dict)
    sites: dict[str, Site] = Factory(dict)
    roles: dict[str, Role] = Factory(dict)
    grants: dict[str, Grant] = Factory(dict)
    walls: dict[str, Wall] = Factory(dict)
    protections: dict[str, Protection] = Factory(dict)
    approvals: dict[str, Approval] = Factory(dict)
    assets: dict[str, Asset] = Factory(dict)
    channels: dict[str, Channel] = Factory(dict)
    routings: dict[str, Routing] = Factory(dict)
    lifecycles: dict[str, Lifecycle] = Factory(dict)
    scores: dict[str, Score] = Factory(dict)
    funnels: dict[str, Funnel] = Factory(dict)
    fences: dict[str, Fence] = Factory(dict)
    distributions: dict[str, Distribution] = Factory(dict)
    metrics: dict[str, Metric] = Factory(dict)
    assumptions: dict[str, Assumption] = Factory(dict)
    forecasts: dict[str, Forecast] = Factory(dict)
    cadences: dict[str, Cadence] = Factory(dict)
    objects: dict[str, BusinessObject] = Factory(dict)
    thresholds: dict[str, Threshold] = Factory(dict)
    contents: dict[str, Content] = Factory(dict)
    scenarios: dict[str, Scenario] = Factory(dict)
    allowances: tuple[Allowance, ...] = ()

    def of_kind(self, kind: str) -> dict[str, Declaration]:
        """The declarations of a kind by name; `kind` as the language writes it ("workspace"). Assets are all under "asset"."""
        return getattr(self, PLACES[kind]) if kind in PLACES else {}

    def declarations(self) -> Iterator[Declaration]:
        """Every declaration, the instance first, then kind by kind in the order of PLACES, each sorted by name."""
        return chain((self.instance,), *(getattr(self, place).values() for place in PLACES.values()))


PLACES: dict[str, str] = {
    "list": "lists", "field": "fields", "team": "teams", "rota": "rotas", "calendar": "calendars",
    "partition": "partitions", "workspace": "workspaces", "site": "sites", "role": "roles", "grant": "grants",
    "wall": "walls", "protect": "protections", "approve": "approvals", "asset": "assets", "channel": "channels",
    "routing": "routings", "lifecycle": "lifecycles", "score": "scores", "funnel": "funnels", "fence": "fences",
    "distribution": "distributions", "metric": "metrics", "assume": "assumptions", "forecast": "forecasts",
    "cadence": "cadences", "object": "objects", "threshold": "thresholds", "content": "contents",
    "scenario": "scenarios",
}  # fmt: skip
"""Where the model keeps each kind."""

NAMELESS = frozenset(("grant", "protect", "approve"))
"""Kinds whose names only say what they are about."""
