"""Whose a stage is: a snapshot says its lifecycle in full, a spec only where the place does not say it."""

from typing import Any


class Stages:
    """The stages of all lifecycles, from data that nobody has looked at yet: whatever is wrong with it is passed over."""

    def __init__(self, lifecycles: Any) -> None:
        listed = lifecycles if type(lifecycles) is list else []
        found = {one["name"]: one for one in listed if _is_named(one)}
        self._extends = {name: _lifecycle(one.get("extends")) for name, one in sorted(found.items())}
        self._stages = {name: _names(one.get("stages")) for name, one in sorted(found.items())}
        self._extended = {above for name, above in self._extends.items() if above != name}
        self._owners: dict[str, list[str]] = {}
        for name, stages in self._stages.items():
            for stage in stages:
                self._owners.setdefault(stage, []).append(name)
        self._written: dict[tuple[str, str, str], tuple[str, str]] = {}

    def written(self, owner: str, stage: str, place: str) -> tuple[str, str]:
        """Name and scope of a reference to an owner's stage from within a lifecycle, or from outside of all ("").

        The name is bare where that leads to the stage and to no other; else the owner is said.
        """
        key = (owner, stage, place)
        if key not in self._written:
            bare = not owner or (self._nearest(stage, place) if place else self._only(stage)) == owner
            self._written[key] = (stage, place) if bare else (f"{owner}.{stage}", "")
        return self._written[key]

    def _nearest(self, stage: str, lifecycle: str) -> str:
        """Whose stage a bare name is in a lifecycle: its own, else that of the nearest one that it extends."""
        seen: set[str] = set()
        while lifecycle in self._extends and lifecycle not in seen:
            if stage in self._stages[lifecycle]:
                return lifecycle
            seen.add(lifecycle)
            lifecycle = self._extends[lifecycle]
        return ""

    def _only(self, stage: str) -> str:
        """The one lifecycle that has a stage of this name, be it an inherited one."""
        owners = self._owners.get(stage, [])
        return owners[0] if len(owners) == 1 and owners[0] not in self._extended else ""


def _is_named(one: Any) -> bool:
    return type(one) is dict and type(one.get("name")) is str and one["name"] != ""


def _lifecycle(id: Any) -> str:
    return id.partition(":")[2] if type(id) is str else ""


def _names(stages: Any) -> frozenset[str]:
    listed = stages if type(stages) is list else []
    return frozenset(one["name"] for one in listed if _is_named(one))
