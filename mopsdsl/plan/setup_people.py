"""Steps that set people down and start everything: assignment rules, tracking codes, moves, the CRM sync."""

from mopsdsl.graphs.ways_in import landing
from mopsdsl.model.access import Site
from mopsdsl.model.people import Crm
from mopsdsl.model.routing import Routing
from mopsdsl.plan.choices import choices
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.setup_foundation import product
from mopsdsl.plan.stages import DEFAULT
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    routings = [routing for routing in drafts.model.routings.values() if drafts.live(routing)]
    rules = tuple(_rules(drafts, words, routing) for routing in routings if routing.by_assignment_rules)
    for site in filter(drafts.live, drafts.model.sites.values()):
        _site(drafts, site)
    started = drafts.model.instance.crms if drafts.live(drafts.model.instance) else ()
    synced = tuple(_sync(drafts, crm, rules) for crm in started)
    for routing in routings:
        _move(drafts, words, routing, synced)


def _sync(drafts: Drafts, crm: Crm, rules: tuple[str, ...]) -> str:
    needs = (f"connect-crm-{crm.product}", *rules)
    return drafts.add(
        "start-crm-sync",
        crm.product,
        {"product": product(drafts, crm)},
        needs=needs,
        about=(drafts.model.instance.id,),
    )


def _rest(drafts: Drafts, routing: Routing) -> str:
    return next((drafts.title(route.target) for route in routing.routes if route.when is None), DEFAULT)


def _asked(drafts: Drafts, routing: Routing) -> tuple[str, ...]:
    uses = drafts.ids_of(routing.references)
    return tuple(used for used in uses if used.startswith(("partition:", "field:")))


def _rules(drafts: Drafts, words: Words, routing: Routing) -> str:
    """A row for each choice that one row can say; the others are for the campaign that routes everybody."""
    rows: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for choice in choices(drafts, routing, entered_only=True):
        target = drafts.title(choice.route.target)
        for condition in choice.rows:
            rows.append((f"Choice {len(rows) + 1}", f"{words.condition(condition)} → {target}"))
        if not choice.rows:
            others.append(("Not to be said in one choice", f"{words.condition(choice.condition)} → {target}"))
    campaigns = drafts.titles(routing.campaigns)
    values = {
        "title": routing.title,
        "choices": tuple(rows),
        "others": tuple(others),
        "otherwise": _rest(drafts, routing),
        "left_out": drafts.word("notes", "left_to_campaign" if campaigns else "left_to_nobody").replace(
            "{campaigns}", campaigns
        )
        if others
        else "",
    }
    uses = _asked(drafts, routing)
    return drafts.add("set-assignment-rules", routing.name, values, uses=uses, covers=(routing.id,))


def _move(drafts: Drafts, words: Words, routing: Routing, synced: tuple[str, ...]) -> None:
    """Each row says the whole of its condition, because each becomes a smart list of its own."""
    rows: Rows = tuple(
        (f"Row {number}", f"{words.condition(route.when)} → {drafts.title(route.target)}")
        for number, route in enumerate((route for route in routing.routes if route.when is not None), 1)
    )
    values = {"title": routing.title, "choices": rows, "otherwise": _rest(drafts, routing)}
    uses = (*_asked(drafts, routing), f"workspace:{DEFAULT}")
    drafts.add("move-people", routing.name, values, needs=synced, uses=uses, covers=(routing.id,))


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
