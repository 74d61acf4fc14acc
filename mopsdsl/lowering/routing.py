"""Routing rules."""

from mopsdsl.diagnostics.finding import BAD_VALUE
from mopsdsl.lowering.conditions import condition
from mopsdsl.lowering.people import start, title
from mopsdsl.lowering.place import Place
from mopsdsl.model import routing as model
from mopsdsl.syntax import tree


def routing(place: Place, node: tree.Declaration) -> model.Routing:
    reading = start(place, node)
    carried = reading.one("carried out by")
    carriers = carried.values if carried else ()
    campaigns = tuple(
        reading.must("smart_campaign", carrier, "is carried out by")
        for carrier in carriers
        if isinstance(carrier, tree.Token)
    )
    rules = []
    for found in reading.all("when", "otherwise"):
        when = condition(reading, found.values[0]) if found.word == "when" else None
        rules.append(
            model.Route(when, reading.must("partition", found.values[-1], "routes to"), place.span(found))
        )
        if len(rules) > 1 and rules[-2].when is None:
            message = "Nothing can come after `otherwise`: it takes everybody who is left."
            place.report(BAD_VALUE, found, message, "Move `otherwise` to the end.")
    if not rules:
        reading.missing(
            "rule", 'Say who belongs where: `when Country is "DE" -> EMEA`, `otherwise -> Default`.'
        )
    return model.Routing(
        **reading.common(place.span(node.name), title(place, node)),
        by_assignment_rules=any(isinstance(carrier, tree.Mark) for carrier in carriers),
        campaigns=campaigns,
        carried_out_span=place.span(carried) if carried else None,
        routes=tuple(rules),
    )
