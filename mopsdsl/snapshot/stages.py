"""Whose a stage is: a snapshot says its lifecycle in full, a spec only where the place does not say it."""

from typing import Any


class Stages:
    """The stages of all lifecycles, from data that nobody has looked at yet: whatever is wrong with it is passed over."""

    def __init__(self, lifecycles: Any) -> None:
        listed = lifecycles if type(lifecycles) is list else []
        found = {one["name"]: one for one in listed if _is_named(one)}
        self._extends = {name: _lifecycle(one.get("extends")) for name, one in sorted(found.items())}
        self._stages = {name: _names(one.get("stages")) for name, one in sorted(found.items())}
        self._written: dict[tuple[str, str, str], tuple[str, str]] = {}

    def written(self, owner: str, stage: str, place: str) -> tuple[str, str]:
        """Name and scope of a reference to an owner's stage from within a lifecycle, or from outside of all ("").

        The name is bare where that leads to the stage and to no other; else the owner is said.
        """
        key = (owner, stage, place)
        if key not in self._written:
            bare = not owner or self._meant(stage, place) == [owner]
            self._written[key] = (stage, place) if bare else (f"{owner}.{stage}", "")
        return self._written[key]

    def _meant(self, stage: str, place: str) -> list[str]:
        """Whose stage a bare name may be: the nearest one's to its place; outside of all lifecycles, that of each which has it."""
        if not place:
            return [one for one in self._stages if self._meant(stage, one)]
        return [one for one in self._lineage(place) if stage in self._stages[one]][:1]

    def _lineage(self, lifecycle: str) -> list[str]:
        line: list[str] = []
        while lifecycle in self._extends and lifecycle not in line:
            line.append(lifecycle)
            lifecycle = self._extends[lifecycle]
        return line


def _is_named(one: Any) -> bool:
    return type(one) is dict and type(one.get("name")) is str and one["name"] != ""


def _lifecycle(id: Any) -> str:
    return id.partition(":")[2] if type(id) is str else ""


def _names(stages: Any) -> frozenset[str]:
    listed = stages if type(stages) is list else []
    return frozenset(one["name"] for one in listed if _is_named(one))
