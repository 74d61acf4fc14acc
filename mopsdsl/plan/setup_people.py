"""Steps that set people down and start everything: assignment rules, tracking codes, moves, the CRM sync."""

from mopsdsl.graphs.ways_in import landing
from mopsdsl.model.access import Site
from mopsdsl.model.routing import Routing
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.setup_foundation import DEFAULT, product
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    for routing in filter(drafts.live, drafts.model.routings.values()):
        _routing(drafts, words, routing)
    for site in filter(drafts.live, drafts.model.sites.values()):
        _site(drafts, site)
    rules = tuple(step for step in drafts.found if step.startswith("set-assignment-rules-"))
    for crm in drafts.model.instance.crms:
        values = {"product": product(drafts, crm)}
        drafts.add("start-crm-sync", crm.product, values, needs=(f"connect-crm-{crm.product}", *rules))


def _routing(drafts: Drafts, words: Words, routing: Routing) -> None:
    choices: Rows = tuple(
        (f"Choice {number}", f"{words.condition(route.when)} → {drafts.title(route.target)}")
        for number, route in enumerate((route for route in routing.routes if route.when is not None), 1)
    )
    rest = next((drafts.title(route.target) for route in routing.routes if route.when is None), DEFAULT)
    values = {"title": routing.title, "choices": choices, "otherwise": rest}
    uses = drafts.ids_of(routing.references)
    partitions = tuple(used for used in uses if used.startswith(("partition:", "field:")))
    if routing.by_assignment_rules:
        drafts.add("set-assignment-rules", routing.name, values, uses=partitions, covers=(routing.id,))
    everybody = (*partitions, f"workspace:{DEFAULT}")
    drafts.add("move-people", routing.name, values, uses=everybody, covers=(routing.id,))


def _site(drafts: Drafts, site: Site) -> None:
    for reference in site.workspaces:
        workspace = drafts.model.workspaces.get(reference.name)
        lands = landing(drafts.model, workspace)
        partition = drafts.model.partitions.get(lands) if lands is not None else None
        values = {
            "site": site.name,
            "workspace": drafts.title(reference),
            "lands": partition.title if partition is not None else drafts.word("screens", "new_people_land"),
        }
        drafts.add(
            "add-tracking-code", site.name, values,
            uses=(f"workspace:{reference.name}",), covers=(site.id,), label=drafts.title(reference),
        )  # fmt: skip
