"""A lifecycle as a graph: the stages and the ways on that are in force, with all that it takes over from those it extends."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from mopsdsl._value import value
from mopsdsl.graphs.cycles import left_over
from mopsdsl.graphs.names import Names
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import Condition
from mopsdsl.model.lifecycle import Fence, Lifecycle, Stage, Transition
from mopsdsl.source.text import Span


@value
class Way:
    """One way on from a stage. `transition` is None for a gate's own `otherwise`; `owner` is the lifecycle that writes it.

    `source` and `target` are stages of the course by name; one of another lifecycle is `Other.Stage`.
    """

    source: str
    target: str
    transition: Transition | None
    owner: Lifecycle
    span: Span

    @property
    def when(self) -> Condition | None:
        return self.transition.when if self.transition is not None else None

    @property
    def kind(self) -> str:
        """What lets people go: `by` somebody's decision, `after` a time, `when` a condition holds, `otherwise`, or "" (not said).

        Whoever decides, decides: a condition beside `by` says when that is possible, or how it shows. Reasons without a team are
        somebody's, too.
        """
        transition = self.transition
        if transition is None:
            return "otherwise"
        if transition.by is not None:
            return "by"
        if transition.after is not None:
            return (
                "after" if transition.after.amount else "when" if transition.when is not None else "otherwise"
            )
        if transition.reasons:
            return "by"
        if transition.otherwise:
            return "otherwise"
        return "when" if transition.when is not None else ""

    @property
    def instant(self) -> bool:
        """Whether it takes people the moment they fit, with nobody deciding and no time passing."""
        return self.kind in ("when", "otherwise")

    @property
    def text(self) -> str:
        return f"{self.source} -> {self.target}"


class Course:
    """What one lifecycle means, those that it extends included. Names that do not resolve are left out (see `sound`)."""

    def __init__(self, lifecycle: Lifecycle, names: Names) -> None:
        self.lifecycle = lifecycle
        self.names = names
        self.lineage = names.lineage(lifecycle.name)
        self._line = {one.name for one in self.lineage}

    @cached_property
    def homes(self) -> dict[str, Lifecycle]:
        """Stage → the lifecycle whose declaration of it counts (the most local one); in the order of the common one, then the local."""
        return {stage.name: one for one in reversed(self.lineage) for stage in one.stages}

    @cached_property
    def stages(self) -> dict[str, Stage]:
        return {stage.name: stage for one in reversed(self.lineage) for stage in one.stages}

    @property
    def first(self) -> str | None:
        """Where people start."""
        return next(iter(self.stages), None)

    @cached_property
    def path(self) -> tuple[Reference, ...]:
        """The success path: its own, else that of the nearest lifecycle it extends."""
        return next((one.success_path for one in self.lineage if one.success_path), ())

    @cached_property
    def order(self) -> dict[str, int]:
        """The stages of the success path, each with its place."""
        keys = [self.key(reference) for reference in self.path]
        return {key: place for place, key in reversed([*enumerate(keys)]) if key is not None}

    @property
    def sound(self) -> bool:
        """Whether every stage that it names exists. Where not, what is missing is another rule's."""
        return self.whole and not self.unclear and None not in map(self.key, self.path)

    @property
    def whole(self) -> bool:
        """Whether all the lifecycles that it extends exist; where not, nobody knows what it takes over."""
        return not self.lineage or self.lineage[-1].extends is None

    @cached_property
    def unclear(self) -> tuple[Way, ...]:
        """The ways of which a name leads nowhere: such an end is "", and whoever wrote it meant some stage."""
        found = [
            Way(self.key(one.source) or "", self.key(one.target) or "", one, owner, one.span)
            for owner in self.lineage
            for one in owner.transitions
        ]
        for name, stage in self.stages.items():
            if stage.otherwise is not None:
                target = self.key(stage.otherwise) or ""
                found.append(Way(name, target, None, self.homes[name], stage.otherwise.span))
        return tuple(way for way in found if not way.source or not way.target)

    def may_leave(self, stage: str, *kinds: str) -> bool:
        """Whether a way of which a name leads nowhere may be one out of the stage (of some kinds, if any are given)."""
        return not self.whole or any(
            way.source in ("", stage) and (not kinds or way.kind in kinds) for way in self.unclear
        )

    def may_enter(self, stage: str) -> bool:
        """Whether a way of which a name leads nowhere may be one into the stage."""
        return not self.whole or any(way.target in ("", stage) for way in self.unclear)

    def key(self, reference: Reference) -> str | None:
        """The stage that a reference means: by name, `Other.Stage` for one of another lifecycle, None for none at all."""
        home = self.names.lifecycle_of(reference)
        if home is None:
            return None
        name = reference.name.rpartition(".")[2]
        return name if home.name in self._line else f"{home.name}.{name}"

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways on that are in force, the common ones first; an override stands in the place of what it overrides."""
        found: list[Way] = []
        for owner in reversed(self.lineage):
            ways = (self._way(owner, transition) for transition in owner.transitions)
            found = _with_local(found, [way for way in ways if way is not None])
        for name, stage in self.stages.items():
            target = self.key(stage.otherwise) if stage.otherwise is not None else None
            if target is not None and stage.otherwise is not None:
                found.append(Way(name, target, None, self.homes[name], stage.otherwise.span))
        return tuple(found)

    def _way(self, owner: Lifecycle, transition: Transition) -> Way | None:
        source, target = self.key(transition.source), self.key(transition.target)
        if source is None or target is None:
            return None
        return Way(source, target, transition, owner, transition.span)

    @cached_property
    def out(self) -> dict[str, list[Way]]:
        """Stage → the ways on from it, in their order; of a gate the default last."""
        out: dict[str, list[Way]] = {name: [] for name in self.stages}
        for way in self.ways:
            out.setdefault(way.source, []).append(way)
        for name, stage in self.stages.items():
            if stage.type == "gate":
                out[name].sort(key=lambda way: way.kind == "otherwise")
        return out

    def reached(
        self, starts: Iterable[str], through: Callable[[Way], bool] = lambda way: True
    ) -> dict[str, Way | None]:
        """Every stage that can be reached, with the last way of a shortest path to it (None for the starts themselves)."""
        found: dict[str, Way | None] = dict.fromkeys(starts)
        for way in self._onward(list(found), through):
            found[way.target] = way
        return found

    def reaching(self, start: str) -> Iterator[str]:
        """The same stages without the ways, the nearest first, found as they are asked for."""
        yield start
        for way in self._onward([start], lambda way: True):
            yield way.target

    def _onward(self, starts: list[str], through: Callable[[Way], bool]) -> Iterator[Way]:
        """The way by which each stage is reached first."""
        found = set(starts)
        queue = deque(starts)
        while queue:
            for way in self.out.get(queue.popleft(), ()):
                if way.target not in found and through(way):
                    found.add(way.target)
                    queue.append(way.target)
                    yield way

    def could_reach(
        self, starts: Iterable[str], through: Callable[[Way], bool] = lambda way: True
    ) -> set[str]:
        """Every stage that could be reached if a name that leads nowhere means whatever stage would help: no other can.

        Here `through` may only ask where a way leads: whence it comes, nobody knows.
        """
        found = set(self.reached(starts, through))
        if not self.whole:
            return found | self.stages.keys()
        while True:
            leading = {way.target: way for way in self.unclear if not way.source or way.source in found}
            meant = (
                Way(way.source, target, way.transition, way.owner, way.span)
                for named, way in leading.items()
                for target in ([named] if named else self.stages)
            )
            more = {way.target for way in meant if way.target not in found and through(way)}
            if not more:
                return found
            found.update(self.reached(more, through))

    def path_to(self, stage: str, reached: dict[str, Way | None]) -> list[Way]:
        """The ways of the path that `reached` has found to a stage, from its start."""
        ways: list[Way] = []
        way = reached.get(stage)
        while way is not None:
            ways.append(way)
            way = reached.get(way.source)
        return ways[::-1]


def _with_local(inherited: list[Way], local: Iterable[Way]) -> list[Way]:
    """The ways of a lifecycle on top of those that it extends; an override stands where the first that it replaces stood."""
    between: dict[tuple[str, str], list[Way]] = {}
    for way in inherited:
        between.setdefault((way.source, way.target), []).append(way)
    places = {id(way): place for place, way in enumerate(inherited)}
    found: list[Way | None] = list(inherited)
    for way in local:
        alike = between.get((way.source, way.target), [])
        replaced = [places.pop(id(one)) for one in overridden(way, alike) if id(one) in places]
        for place in replaced:
            found[place] = None
        if replaced:
            found[replaced[0]] = way
        else:
            found.append(way)
    return [way for way in found if way is not None]


def overridden(way: Way, alike: list[Way]) -> list[Way]:
    """What an override stands in the place of: of the ways between the same stages those of the same kind, if there are any."""
    if way.transition is None or not way.transition.overrides:
        return []
    return [one for one in alike if one.kind == way.kind] or alike


def courses(names: Names) -> dict[str, Course]:
    """Every lifecycle by name."""
    return {name: Course(lifecycle, names) for name, lifecycle in names.model.lifecycles.items()}


def circles(ways: Iterable[Way]) -> list[list[Way]]:
    """The ways that lie on circles, one list for each set of stages that lead to one another, in a fixed order."""
    ways = [way for way in ways if way.source != way.target]
    needing = left_over((way.source, way.target) for way in ways)
    left = [way for way in ways if way.target in needing]
    if not left:
        return []
    import networkx as nx  # late: its import is most of a start, and circles without time are rare

    graph: nx.DiGraph[str] = nx.DiGraph([(way.source, way.target) for way in left])
    component = {node: n for n, nodes in enumerate(nx.strongly_connected_components(graph)) for node in nodes}
    groups: dict[int, list[Way]] = {}
    for way in left:
        if component[way.source] == component[way.target]:
            groups.setdefault(component[way.source], []).append(way)
    return list(groups.values())


def course_of_fence(fence: Fence, courses: Mapping[str, Course]) -> Course | None:
    """The lifecycle that a fence stands on; without `on`, the only one that there is."""
    if fence.lifecycle is not None:
        return courses.get(fence.lifecycle.name)
    return next(iter(courses.values())) if len(courses) == 1 else None


def fences_along(course: Course, fences: Iterable[Fence], courses: Mapping[str, Course]) -> list[Fence]:
    """The fences that hold for the people of a lifecycle: its own, or else those of the nearest lifecycle that it extends."""
    standing = [(fence, course_of_fence(fence, courses)) for fence in fences]
    for lifecycle in course.lineage:
        found = [fence for fence, on in standing if on is not None and on.lifecycle is lifecycle]
        if found:
            return found
    return []
