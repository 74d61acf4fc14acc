"""Which programs keep a stage for the people of a workspace, and who has to be told of it elsewhere."""

from functools import cached_property

from mopsdsl.graphs.keeping import statuses_of
from mopsdsl.graphs.lifecycle import Course, courses
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import NOTHING, Sight, chosen
from mopsdsl.model.assets import Channel, ChannelStatus, Program
from mopsdsl.model.base import Reference
from mopsdsl.model.lifecycle import Stage
from mopsdsl.model.model import Model

DEFAULT = "Default"
"""The name of the workspace and the partition that every instance has from the beginning."""


class Stages:
    """The stages of all lifecycles, as assets ask for them: a stage without its lifecycle is any lifecycle's that moves their people."""

    def __init__(self, model: Model, names: Names, sight: Sight) -> None:
        self.model = model
        self.names = names
        self.sight = sight

    def home(self, lifecycle: str) -> str:
        """The workspace that a lifecycle's program stands in."""
        found = self.model.lifecycles.get(lifecycle)
        return found.workspace.name if found is not None and found.workspace is not None else DEFAULT

    def keepers(self, stage: Reference, workspace: str = "") -> tuple[str, ...]:
        """The lifecycles that a stage stands for in a workspace (empty: anywhere, the first that has it)."""
        path, _, name = stage.name.rpartition(".")
        if path or stage.scope:
            return (path or stage.scope,)
        having = self._having.get(name, ())
        seen = self.sight.partitions.get(workspace, NOTHING)
        moving = tuple(one for one in having if not seen.isdisjoint(self._people[one]))
        return moving or having[:1]

    # Channels and programs of the project's own that keep lifecycles

    @cached_property
    def courses(self) -> dict[str, Course]:
        """Lifecycle → what is in force in it."""
        return courses(self.names)

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Lifecycle → the declared channel that keeps it; the others get one of the plan's making."""
        standing = [one for one in self.model.channels.values() if one.deprecated is None]
        found = {
            name: next((one for one in standing if statuses_of(one, course)), None)
            for name, course in self.courses.items()
        }
        return {name: channel for name, channel in found.items() if channel is not None}

    @cached_property
    def programs(self) -> dict[str, Program]:
        """Lifecycle → the declared program that keeps it: in its workspace, of its channel, and no other lifecycle's."""
        programs = [
            one
            for one in self.model.assets.values()
            if isinstance(one, Program) and one.deprecated is None and one.channel is not None
        ]
        found: dict[str, Program] = {}
        for name, channel in sorted(
            self.channels.items(), key=lambda pair: len(self.courses[pair[0]].lineage)
        ):
            its = [
                one
                for one in programs
                if one.channel is not None and one.channel.name == channel.name
                if one.workspace.name == self.home(name) and one not in found.values()
            ]
            if its:
                found[name] = its[0]
        return found

    def program_title(self, lifecycle: str) -> str:
        """What the program that keeps a lifecycle is called."""
        program = self.programs.get(lifecycle)
        found = program or self.model.lifecycles.get(lifecycle)
        return found.title if found is not None else "the lifecycle program"

    def status(self, lifecycle: str, stage: Stage) -> str:
        """The program status that means a stage: the declared channel's word for it, else its title."""
        status = self._statuses(lifecycle).get(stage.name)
        return status.title if status is not None else stage.title

    def missing(self, channel: Channel) -> list[Stage]:
        """The stages of the lifecycles that a channel keeps for which it has no status yet."""
        found: dict[str, Stage] = {}
        for name, its in self.channels.items():
            if its is channel:
                known = self._statuses(name)
                stages = self.courses[name].stages.values()
                found.update({one.title.casefold(): one for one in stages if one.name not in known})
        return list(found.values())

    def _statuses(self, lifecycle: str) -> dict[str, ChannelStatus]:
        channel = self.channels.get(lifecycle)
        return statuses_of(channel, self.courses[lifecycle]) if channel is not None else {}

    @cached_property
    def _having(self) -> dict[str, tuple[str, ...]]:
        """Stage → the lifecycles that have it, also from one that they extend; those that declare it come first."""
        found: dict[str, list[str]] = {}
        for lifecycle in sorted(self.model.lifecycles.values(), key=lambda one: one.extends is not None):
            if lifecycle.deprecated is None:
                for name in self.names.stages_of(lifecycle.name):
                    found.setdefault(name, []).append(lifecycle.name)
        return {name: tuple(lifecycles) for name, lifecycles in found.items()}

    @cached_property
    def _people(self) -> dict[str, frozenset[str]]:
        """Lifecycle → the partitions whose people it moves."""
        everybody = frozenset(self.model.partitions)
        return {
            name: everybody
            if one.partitions is None
            else frozenset(chosen(one.partitions, self.model.partitions))
            for name, one in self.model.lifecycles.items()
        }

    @cached_property
    def asked_elsewhere(self) -> dict[str, dict[str, set[str]]]:
        """Lifecycle → stage → the workspaces, other than its own, whose conditions ask for it."""
        found: dict[str, dict[str, set[str]]] = {}
        for asset in self.model.assets.values():
            for reference in asset.references:
                if reference.kind == "stage" and reference.verb == "asks":
                    for lifecycle in self.keepers(reference, asset.workspace.name):
                        if self.home(lifecycle) != asset.workspace.name:
                            stages = found.setdefault(lifecycle, {})
                            stages.setdefault(reference.name.rpartition(".")[2], set()).add(
                                asset.workspace.name
                            )
        return found


def stage_list(program: str, stage: str) -> str:
    """The shared smart list that tells other workspaces who is in a stage."""
    return f"{program}: {stage}"
