"""Moves in an order that keeps their needs: what adds comes first, what takes away comes last."""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from mopsdsl.changes.moves import Move
from mopsdsl.model.model import PLACES
from mopsdsl.ordering.needs import Edges
from mopsdsl.ordering.topics import is_stronger

_KINDS = {kind: number for number, kind in enumerate(("instance", *PLACES))}
_PHASES = {"rename": 1, "create": 2, "change": 3, "let go": 4, "remove": 5}
_ENDS = 7

Rank = tuple[int, int, str]


class Circle(Exception):
    """Moves that each have to come before another of them; `moves` are their ids, sorted."""

    def __init__(self, moves: list[str]) -> None:
        super().__init__(", ".join(moves))
        self.moves = moves


def rank(move: Move) -> Rank:
    """Where a move stands among those that could be next."""
    kind, _, name = move.subject.partition(":")
    lets_go = move.verb == "change" and move.part == "last"
    phase, place = _PHASES["let go" if lets_go else move.verb], _KINDS[kind]
    if kind == "wall":  # a promise is kept as long as it can be, a new one as soon as it can be
        return (0 if is_stronger(move) else _ENDS, place, name)
    if kind == "instance":
        return (_ENDS if move.part == "last" else 0, place, name)
    return (phase, -place, _backwards(name)) if move.verb == "remove" else (phase, place, name)


def _backwards(name: str) -> str:
    """Turns the order of names round, so that what stands in a thing sorts before the thing."""
    return "".join(
        chr(0x10FFFF - ord(letter)) if ord(letter) != 0x10FFFF else letter for letter in name
    ) + chr(0x10FFFF)


def late_first(move: Move) -> Rank:
    """The opposite order: what takes away is done as soon as it can be, and what would come first of its kind comes last."""
    phase, place, name = rank(move)
    return (phase if phase in (0, _ENDS) else _ENDS - 1 - phase, -place, _backwards(name))


def in_order(moves: Sequence[Move], edges: Edges, ranked: Iterable[Rank]) -> list[Move]:
    """Each move after all that it needs, otherwise by rank. Raises Circle."""
    ranks = {move.id: (key, number) for number, (move, key) in enumerate(zip(moves, ranked, strict=True))}
    by_id = {move.id: move for move in moves}
    waiting = {move.id: len(edges[move.id]) for move in moves}
    dependants: dict[str, list[str]] = {}
    for move in moves:
        for needed in edges[move.id]:
            dependants.setdefault(needed, []).append(move.id)
    ready = [(ranks[id], id) for id, left in waiting.items() if not left]
    heapify(ready)
    found: list[Move] = []
    while ready:
        _, id = heappop(ready)
        found.append(by_id[id])
        for dependant in dependants.get(id, ()):
            waiting[dependant] -= 1
            if not waiting[dependant]:
                heappush(ready, (ranks[dependant], dependant))
    if len(found) < len(moves):
        raise Circle(_circle(moves, edges, {move.id for move in found}))
    return found


def _circle(moves: Sequence[Move], edges: Edges, done: set[str]) -> list[str]:
    """One circle among moves that wait for each other."""
    start = min(move.id for move in moves if move.id not in done)
    path, place = [start], {start: 0}
    while True:
        following = min(needed for needed in edges[path[-1]] if needed not in done)
        if following in place:
            return sorted(path[place[following] :])
        place[following] = len(path)
        path.append(following)
