"""What stands around the thing that a picture is asked for."""

from collections.abc import Iterable

from mopsdsl.graphs.edges import Edge


def near(focus: str, edges: Iterable[Edge], depth: int) -> dict[str, int]:
    """All that leads to `focus` or that it leads to in at most `depth` steps, the nearest first, with the steps.

    Ways don't turn: what else is seen by those who see a thing is not about the thing.
    """
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for edge in edges:
        after.setdefault(edge.start, []).append(edge.end)
        before.setdefault(edge.end, []).append(edge.start)
    found = {focus: 0}
    for neighbours in (after, before):
        seen, level = {focus}, [focus]
        for distance in range(1, depth + 1):
            level = [
                n
                for n in dict.fromkeys(n for name in level for n in neighbours.get(name, ()))
                if n not in seen
            ]
            seen.update(level)
            for name in level:
                found.setdefault(name, distance)
    return dict(sorted(found.items(), key=lambda pair: pair[1]))
