"""A picture of what changes about who sees whom, where it is small enough to help."""

from mopsdsl.changes.sight import SightChange
from mopsdsl.graphs.edges import Edge
from mopsdsl.plan.change_plan import ChangePlan
from mopsdsl.render.pictures.picture import Arrow, Box, Picture
from mopsdsl.render.plans.change.sentences import seeing

MOST = 24
"""Boxes. With more, a table tells it better."""
FEWEST = 2
"""Changes. A single one is plainer in words."""

_COLUMNS = {"team": 0, "workspace": 1, "partition": 2, "asset": 2}


def sight_picture(plan: ChangePlan) -> Picture | None:
    """Every way that is new (drawn through) or gone (dashed), hop by hop; None where a picture would not help."""
    told = [one for one in plan.sight if not one.of_gone]
    hops = [hop for one in told for hop in (*one.before, *one.after)]
    ids = list(dict.fromkeys(id for hop in hops for id in (hop.start, hop.end)))
    kinds = [id.partition(":")[0] for id in ids]
    if len(told) < FEWEST or len(ids) > MOST or not set(kinds) <= _COLUMNS.keys():
        return None
    first = min(_COLUMNS[kind] for kind in kinds)
    boxes = [
        Box(id, plan.titles.get(id, id.partition(":")[2]), kind, "", _COLUMNS[kind] - first)
        for id, kind in sorted(zip(ids, kinds, strict=True))
    ]
    headings = ("Teams", "Workspaces", "People" if "partition" in kinds else "Assets")[first:]
    description = " ".join(f"{seeing(one)}." for one in told)
    return Picture(
        "Who gains and who loses sight of whom", description, tuple(boxes), tuple(_arrows(told)), headings
    )


def _arrows(told: list[SightChange]) -> list[Arrow]:
    """One hop of each way decides: what a workspace itself gains or loses, else how the team comes to it; the others only lead there."""
    own = {(one.who.id, one.what.id) for one in told}
    found: dict[tuple[str, str], Arrow] = {}
    for one in told:
        for hops, word in ((one.after, "gains"), (one.before, "loses")):
            decides = next(
                (hop for hop in reversed(hops) if (hop.start, hop.end) in own), hops[0] if hops else None
            )
            for hop in hops:
                _draw(hop, word if hop is decides else "", found)
    return [found[key] for key in sorted(found)]


def _draw(hop: Edge, word: str, found: dict[tuple[str, str], Arrow]) -> None:
    key = hop.start, hop.end
    known = found.get(key)
    if known is None or (word and not known.label):
        found[key] = Arrow(*key, word, word == "loses")
