"""Instances so small that everybody's sight can be worked out by hand, as plain data and as text."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.changes.compare import compare
from mopsdsl.checks.changes import ChangeContext

PARTITIONS = ("A", "B", "C")
WORKSPACES = ("V", "W", "X")
TEAMS = ("T", "U")
TODAY = date(2026, 7, 1)


@dataclass(frozen=True)
class Small:
    """`sees`, `grants` and `shares` hold names; "all" stands for everything there is. `campaigns` are workspaces that have one."""

    people: dict[str, int | None]
    sees: dict[str, tuple[str, ...]]
    grants: dict[str, tuple[str, ...]]
    shares: dict[str, tuple[str, ...]]
    campaigns: frozenset[str]
    wall: tuple[str, str] | None

    @property
    def text(self) -> str:
        lines = [f"team {team} {{ members 3 }}" for team in self.grants]
        for name, people in self.people.items():
            lines.append(f"partition {name}{f' {{ people {people} }}' if people is not None else ''}")
        for name, sees in self.sees.items():
            primary = "Default" if sees == ("all",) else sees[0]
            lines.append(f"workspace {name} {{ sees {', '.join(sees)}; primary {primary} }}")
        for team, where in self.grants.items():
            if where:
                places = "all workspaces" if where == ("all",) else ", ".join(where)
                lines.append(f"grant Marketing_User to {team} in {places}")
        if self.wall is not None:
            lines.append(f"wall Safe {{ keep {self.wall[0]} apart from {self.wall[1]} }}")
        for home in self.sees:
            lines.append(f"assets in {home} {{")
            if home in self.shares:
                readers = self.shares[home]
                shared = {(): "", ("all",): "shared with all workspaces"}.get(
                    readers, f"shared with {', '.join(readers)}"
                )
                lines.append(f'folder F {shared} {{ smart_list L "L of {home}" {{ when Score > 1 }} }}')
            if home in self.campaigns:
                lines.append(f'smart_campaign C "C of {home}" {{ trigger person is created }}')
            lines.append("}")
        return "\n".join(lines) + "\n"

    # An own telling of who sees whom

    def seen(self, workspace: str) -> set[str]:
        everything = {*self.people, "Default"}
        sees = self.sees.get(workspace, ())
        return everything if sees == ("all",) else set(sees)

    def reached(self, team: str) -> set[str]:
        where = self.grants.get(team, ())
        # The undeclared Default sees every partition, and whoever works in all workspaces works there, too.
        if where == ("all",):
            return {*self.people, "Default"}
        return {partition for workspace in where for partition in self.seen(workspace)}

    def readers(self, home: str) -> set[str]:
        readers = self.shares.get(home, ())
        return (set(self.sees) if readers == ("all",) else set(readers)) - {home}


@st.composite
def instances(draw: st.DrawFn) -> Small:
    partitions = draw(st.lists(st.sampled_from(PARTITIONS), min_size=1, unique=True).map(sorted))
    workspaces = draw(st.lists(st.sampled_from(WORKSPACES), min_size=1, unique=True).map(sorted))

    def some(names: list[str], least: int) -> st.SearchStrategy[tuple[str, ...]]:
        chosen = st.lists(st.sampled_from(names), min_size=least, unique=True).map(lambda n: tuple(sorted(n)))
        return st.one_of(st.just(("all",)), chosen)

    teams = draw(st.lists(st.sampled_from(TEAMS), unique=True).map(sorted))
    sharing = draw(st.lists(st.sampled_from(workspaces), unique=True).map(sorted))
    sides = draw(st.none() | st.permutations(partitions).map(lambda order: tuple(order[:2])))
    return Small(
        people={name: draw(st.sampled_from([None, 0, 10, 2000])) for name in partitions},
        sees={name: draw(some(partitions, 1)) for name in workspaces},
        grants={team: draw(some(workspaces, 0)) for team in teams},
        shares={home: draw(_readers(workspaces, home)) for home in sharing},
        campaigns=frozenset(draw(st.sets(st.sampled_from(workspaces)))),
        wall=sides if sides is not None and len(sides) == 2 else None,
    )


def _readers(workspaces: list[str], home: str) -> st.SearchStrategy[tuple[str, ...]]:
    others = [name for name in workspaces if name != home]
    if not others:
        return st.sampled_from([(), ("all",)])
    named = st.lists(st.sampled_from(others), unique=True).map(lambda n: tuple(sorted(n)))
    return st.one_of(st.just(("all",)), named)


def changed(before: str, after: str) -> ChangeContext:
    """What the rules of change plans ask about two texts; nothing is in the way of any order."""
    return ChangeContext(compare(api.load_text(before).model, api.load_text(after).model), (), TODAY)
