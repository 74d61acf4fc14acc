"""What moves people on who came in by a way: a column of the page about ways in."""

from collections.abc import Iterator

from mopsdsl.checks.movers import SURE, Mover, Movers
from mopsdsl.graphs.ways_in import WayIn
from mopsdsl.model.routing import Routing
from mopsdsl.render.docs.guide import Guide
from mopsdsl.render.docs.page import Line, Stack, joined
from mopsdsl.render.docs.words import plain


class Moving:
    """All that moves people by the routings of a model."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.movers = [(one, Movers(guide.context, one)) for one in guide.model.routings.values()]

    def on(self, ways: list[WayIn]) -> Stack:
        """What moves the people of these ways on, a line each; empty without a routing."""
        found: dict[tuple[Line, str], dict[str, None]] = {}
        for way in ways:
            for line, how in self._by(way):
                found.setdefault((line, how), {})[way.name] = None
        lines = [
            _said(line, how, sum(way.name in names for way in ways), len(ways))
            for (line, how), names in found.items()
        ]
        return Stack(tuple(lines) or (("nothing",) if self.movers else ()))

    def _by(self, way: WayIn) -> Iterator[tuple[Line, str]]:
        """What moves people of one way, each with how sure that is; what only may move them is told where nothing surely does."""
        for routing, movers in self.movers:
            lands = way.lands or ("Default" if way.kind == "crm" else "")
            found = [one for one in movers.of(way, lands) if one.target != lands] if lands else []
            sure = [one for one in found if not _how(one)]
            for mover in sure or found:
                yield self._mover(routing, mover), _how(mover)

    def _mover(self, routing: Routing, mover: Mover) -> Line:
        title = plain(mover.campaign.title, mover.campaign.short_name)
        if mover.target is not None:
            return joined([f"{title}, to ", (self.guide.link("partition", mover.target),)], "")
        return joined([f"{title}, by ", (self.guide.link("routing", routing.name),)], "")


def _how(mover: Mover) -> str:
    """What keeps a mover from moving everybody, in words that end a line."""
    if mover.blind:
        return ", but does not see them all"
    return "" if mover.sure == SURE else ", perhaps: its triggers don't say whom it looks at"


def _said(line: Line, how: str, number: int, total: int) -> Line:
    some = f" ({number} of these {total} ways in)" if number < total else ""
    return joined([line, f"{how}{some}"], "") if how or some else line
