"""Everything there is, by kind; what Marketo brings itself stands at the end."""

from collections import Counter
from collections.abc import Iterator

from mopsdsl.diagnostics.wording import listed, many, plural
from mopsdsl.graphs.things import Node
from mopsdsl.model.model import PLACES
from mopsdsl.render.docs.guide import HOME, MANY, Guide, anchor
from mopsdsl.render.docs.page import (
    Badge,
    Block,
    Code,
    Facts,
    Line,
    Link,
    Names,
    Page,
    Paragraph,
    Row,
    Section,
    joined,
    table,
)
from mopsdsl.render.docs.words import plain

KINDS = {
    "list": "Lists of values", "field": "Fields", "team": "Teams", "rota": "Rotas", "calendar": "Calendars",
    "partition": "Partitions", "workspace": "Workspaces", "site": "Web sites", "role": "Roles", "grant": "Grants",
    "wall": "Walls", "protect": "Protections", "approve": "Approvals", "channel": "Channels", "routing": "Routing",
    "lifecycle": "Lifecycles", "score": "Scores", "funnel": "Other models' words", "fence": "Agreements",
    "distribution": "Distributions", "metric": "Metrics", "assume": "Assumptions", "forecast": "Forecasts",
    "cadence": "Meetings", "object": "Objects of the business", "threshold": "Thresholds", "content": "Content",
    "scenario": "Scenarios",
}  # fmt: skip
"""The kinds of declarations as headings; assets are listed by workspace."""


def page(guide: Guide) -> Page:
    nodes = list(guide.world.things.nodes.values())
    own: dict[str, list[Node]] = {}
    for node in nodes:
        if not node.brought and node.kind in KINDS:
            own.setdefault(node.kind, []).append(node)
    blocks: list[Block] = [
        Section(KINDS[kind], kind, (Names(tuple(map(_named, own[kind]))),), Badge(f"{len(own[kind]):,}"))
        for kind in PLACES
        if kind in own
    ]
    blocks += _assets(guide)
    blocks += _brought([node for node in nodes if node.brought])
    return Page(
        "inventory",
        "Everything there is",
        "Inventory",
        "Every single thing that the specs declare. Where a thing's name in the specs differs from what readers see, it stands behind it.",
        tuple(blocks),
    )


def _named(node: Node) -> Line:
    title = plain(node.title, node.name)
    shown: Line = (
        (Link(title, HOME[node.kind], anchor(node.kind, node.name)),) if node.kind in _LINKED else title
    )
    return joined([shown, " (", (Code(node.name),), ")"], "") if node.name != title else shown


_LINKED = frozenset(
    ("workspace", "partition", "team", "fence", "lifecycle", "routing", "wall", "metric", "forecast")
)
"""Kinds that a reader of an inventory wants to go on to; each name more that links makes a large page larger."""


def _assets(guide: Guide) -> Iterator[Section]:
    """Assets by workspace and kind: only their titles, since a path says no more than its workspace and its program."""
    found: dict[str, dict[str, list[str]]] = {}
    for asset in guide.model.assets.values():
        kinds = found.setdefault(asset.workspace.name, {})
        title = plain(asset.title, asset.short_name)
        kinds.setdefault(asset.asset_kind.replace("_", " "), []).append(title)
    blocks: list[Block] = [Paragraph(_in_all(guide))]
    if len(found) <= MANY:
        blocks += (_workspace(guide, name, kinds) for name, kinds in sorted(found.items()))
    else:
        rows = tuple(Row((_title(guide, name), _in_one_line(kinds))) for name, kinds in sorted(found.items()))
        blocks.append(table("Assets by workspace", ("Workspace", "What stands there"), rows))
    if found:
        yield Section("Assets, by workspace", "assets", tuple(blocks), Badge(f"{len(guide.model.assets):,}"))


def _workspace(guide: Guide, name: str, kinds: dict[str, list[str]]) -> Section:
    facts = ((_word(kind, titles), " · ".join(titles)) for kind, titles in sorted(kinds.items()))
    return Section(_title(guide, name), f"assets-{anchor('in', name)}", (Facts(tuple(facts)),))


def _in_one_line(kinds: dict[str, list[str]]) -> str:
    return "; ".join(
        f"{many(len(titles), kind)}: {' · '.join(titles)}" for kind, titles in sorted(kinds.items())
    )


def _title(guide: Guide, name: str) -> str:
    found = guide.model.workspaces.get(name)
    return guide.title(found) if found is not None else name


def _in_all(guide: Guide) -> Line:
    kinds = Counter(asset.asset_kind.replace("_", " ") for asset in guide.model.assets.values())
    return f"In all {listed([many(number, kind) for kind, number in sorted(kinds.items())])}."


def _word(kind: str, titles: list[str]) -> str:
    return kind.capitalize() if len(titles) == 1 else plural(kind).capitalize()


def _brought(nodes: list[Node]) -> Iterator[Section]:
    kinds: dict[str, list[str]] = {}
    for node in nodes:
        kinds.setdefault(KINDS.get(node.kind, node.kind), []).append(plain(node.title, node.name))
    if kinds:
        words = "Nobody has to declare these: every instance has them."
        facts = Facts(tuple((kind, " · ".join(titles)) for kind, titles in kinds.items()))
        yield Section("What Marketo brings itself", "brought", (Paragraph(words), facts))
