"""How the person comes in, and in which partition they live."""

from typing import TYPE_CHECKING

from mopsdsl.graphs.ways_in import landing
from mopsdsl.graphs.wording import condition_text
from mopsdsl.model.access import Workspace
from mopsdsl.model.assets import Asset, Event
from mopsdsl.model.routing import Routing
from mopsdsl.scenarios import happenings, scoring, stages
from mopsdsl.scenarios.causes import Occurrence
from mopsdsl.source.text import Span

if TYPE_CHECKING:
    from mopsdsl.scenarios.simulation import Simulation

_IMPORTS = ("attends", "joins", "added to")


def come(sim: "Simulation", event: Event) -> bool:
    """Bring in a person who is not in the database yet; whether that makes them new there."""
    about = sim.names.find(event.about) if event.about is not None else None
    if event.what == "created":
        _by_sync(sim, event)
        return True
    if isinstance(about, Asset) and event.what in ("fills", "visits", *_IMPORTS):
        how = (
            "an import into"
            if event.what in _IMPORTS
            else "the tracking code of"
            if event.what == "visits"
            else "forms of"
        )
        _into(sim, sim.model.workspaces.get(about.workspace.name), how)
        return True
    if event.what == "visits page":
        tracked = _tracking(sim, event.text)
        if tracked is not None:
            _into(sim, tracked, "the tracking code of")
            return True
    _known_already(sim, event)
    return False


def _into(sim: "Simulation", workspace: Workspace | None, how: str) -> None:
    """The workspace's primary partition takes new people of its forms, pages and imports."""
    lands = landing(sim.model, workspace)
    if workspace is None or lands is None:
        name = workspace.name if workspace is not None else "nowhere"
        sim.unknown(
            f"where people of {how} workspace {name} land: it has no primary partition. Taken here: Default",
            workspace.span if workspace else None,
        )
        lands = "Default"
    text = f"lands in partition {lands}, where {how} workspace {workspace.name if workspace else ''} set new people down"
    place = workspace.primary.span if workspace is not None and workspace.primary is not None else None
    _live(sim, lands, text, place or (workspace.span if workspace else None))


def _by_sync(sim: "Simulation", event: Event) -> None:
    """The CRM sync places people by the assignment rules, if there are any; the API puts them into Default."""
    crm = next(iter(sim.model.instance.crms), None)
    if crm is None:
        _live(
            sim,
            "Default",
            "lands in partition Default, as a REST call that names none puts people there",
            event.span,
        )
        return
    for routing in sim.model.routings.values():
        if routing.by_assignment_rules:
            for route in routing.routes:
                if sim.holds(route.when):
                    sim.touch(route)
                    when = condition_text(route.when) if route.when is not None else "otherwise"
                    text = f"comes from the CRM, and lands in {route.target.name} by the assignment rules: {when}"
                    _live(sim, route.target.name, text, route.span)
                    return
    ruled = any(routing.by_assignment_rules for routing in sim.model.routings.values())
    why = "no assignment rule takes the person" if ruled else "there are no assignment rules"
    _live(sim, "Default", f"comes from the CRM, and lands in Default, as {why}", crm.span)


def _tracking(sim: "Simulation", page: str) -> Workspace | None:
    """The workspace whose site a page is on, where its address says so, or where all sites are of one workspace."""
    sites = list(sim.model.sites.values())
    address = page.partition("//")[2] or page
    found = [site for site in sites if address.partition("/")[0].casefold() == site.name.casefold()] or sites
    names = {one.name for site in found for one in site.workspaces}
    return sim.model.workspaces.get(names.pop()) if len(names) == 1 else None


def _known_already(sim: "Simulation", event: Event) -> None:
    """Who does something that makes nobody new must be in the database: where routing says that they belong."""
    found = routed(sim)
    if found is not None:
        routing, target, span = found
        text = f"is taken to be in the database already, in {target}, where {routing.name} puts them"
        _live(sim, target, text, span)
        return
    _live(sim, "Default", "is taken to be in the database already, in Default", event.span)


def _live(sim: "Simulation", partition: str, text: str, span: Span | None) -> None:
    sim.subject.partition = partition
    sim.tell(text, span)
    scoring.arrive(sim)
    stages.place(sim)
    stages.settle(sim)


def move(sim: "Simulation", partition: str, text: str, span: Span) -> None:
    """Move the person to another partition; another lifecycle may take over there."""
    if partition not in sim.model.partitions:
        return
    if partition == sim.subject.partition:
        sim.tell(f"{text}, and is there already", span)
        return
    sim.tell(f"{text}, and leaves {sim.subject.partition}", span)
    sim.subject.partition = partition
    stages.place(sim)
    happenings.happens(sim, Occurrence("partition changes"))


def routed(sim: "Simulation") -> tuple[Routing, str, Span] | None:
    """Where the first routing with a rule for the person says that they belong, with the rule's place."""
    for routing in sim.model.routings.values():
        for route in routing.routes:
            if sim.holds(route.when):
                return routing, route.target.name, route.span
    return None
