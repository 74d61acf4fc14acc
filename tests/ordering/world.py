"""Small instances made at random, as texts: two of them are the ends of a change."""

from hypothesis import strategies as st

PARTITIONS = ("A", "B", "C")
WORKSPACES = ("V", "W")
TEAMS = ("T", "U")
HEAD = "".join(f"team {team} {{ side marketing }}\n" for team in TEAMS)


@st.composite
def instances(draw: st.DrawFn) -> str:
    """One instance without a plain mistake: what is named is there, primary partitions are seen, shares reach whoever uses them."""
    partitions = draw(st.lists(st.sampled_from(PARTITIONS), min_size=1, unique=True).map(sorted))
    workspaces = draw(st.lists(st.sampled_from(WORKSPACES), min_size=1, unique=True).map(sorted))
    limit = draw(st.sampled_from([1, 2, 20]))
    lines = [f"instance I {{ limit segmentations {limit} }}", HEAD]
    lines += [f"partition {one}" for one in partitions]
    center = draw(st.sampled_from(["sees all", f"sees Default, {', '.join(partitions)}"]))
    lines.append(f"workspace Default {{ {center}; primary Default }}")
    sees = {}
    for one in workspaces:
        sees[one] = draw(st.lists(st.sampled_from(partitions), min_size=1, unique=True).map(sorted))
        lines.append(
            f"workspace {one} {{ sees {', '.join(sees[one])}; primary {draw(st.sampled_from(sees[one]))} }}"
        )
    lines += draw(_grants(workspaces))
    lines += draw(_walls(partitions))
    lines += draw(_assets(workspaces, sees))
    lines += draw(_routing(partitions, workspaces))
    return "\n".join(lines) + "\n"


def _grants(workspaces: list[str]) -> st.SearchStrategy[list[str]]:
    roles = st.sampled_from(["Marketing_User", "Standard_User"])
    wheres = st.lists(st.sampled_from(workspaces), min_size=1, unique=True).map(sorted)
    grants = st.lists(
        st.tuples(roles, st.sampled_from(TEAMS), wheres), max_size=3, unique_by=lambda grant: grant[:2]
    )
    return grants.map(
        lambda made: [f"grant {role} to {team} in {', '.join(where)}" for role, team, where in made]
    )


@st.composite
def _walls(draw: st.DrawFn, partitions: list[str]) -> list[str]:
    if len(partitions) < 2 or not draw(st.booleans()):
        return []
    one, other = draw(st.lists(st.sampled_from(partitions), min_size=2, max_size=2, unique=True))
    return [f"wall X {{ keep {one} apart from {other}; except workspace Default }}"]


@st.composite
def _assets(draw: st.DrawFn, workspaces: list[str], sees: dict[str, list[str]]) -> list[str]:
    lines = []
    shared: list[str] = []  # what is shared with all workspaces, by its path
    for home in ["Default", *workspaces]:
        inside = []
        if draw(st.booleans()):
            kinds = draw(
                st.lists(
                    st.sampled_from(["snippet N", "email_template M", "segmentation S", "smart_list L"]),
                    unique=True,
                )
            )
            whom = draw(st.sampled_from(["", " shared with all workspaces"]))
            for kind in kinds:
                title = draw(st.sampled_from(["one", "two", "three"]))
                body = {
                    "segmentation S": ' { segment G when Country is "DE" }',
                    "smart_list L": " { when Score > 1 }",
                }.get(kind, "")
                inside.append(
                    f'  folder F{whom} {{ {kind} "{home if draw(st.booleans()) else ""} {title} {kind[0]}"{body} }}'
                )
                if whom or home:
                    shared += [f"{home}.F.{kind.split()[1]}"] if whom else []
                break
        uses = draw(st.lists(st.sampled_from(shared), unique=True, max_size=2)) if shared else []
        if draw(st.booleans()):
            body = f"uses {', '.join(uses)}" if uses else ""
            title = draw(st.sampled_from(["one", "two", "three"]))
            flow = draw(st.sampled_from(["", *sees.get(home, [])]))
            campaign = (
                f"; smart_campaign C {{ trigger person is created; flow {{ move to partition {flow} }} }}"
                if flow
                else ""
            )
            scope = (
                "; smart_campaign G { scope global; trigger person is created }"
                if home == "Default" and draw(st.booleans())
                else ""
            )
            inside.append(f'  program P "{title}" {{ email E {{ {body} }}{campaign}{scope} }}')
        if inside:
            lines.append(f"assets in {home} {{\n" + "\n".join(inside) + "\n}")
    return lines


@st.composite
def _routing(draw: st.DrawFn, partitions: list[str], workspaces: list[str]) -> list[str]:
    """A routing, carried out by a campaign of Default or not, and forms through which people come in."""
    if not draw(st.booleans()):
        return []
    countries = draw(st.lists(st.sampled_from(["DE", "FR"]), unique=True, max_size=2))
    routes = [f'  when Country is "{one}" -> {draw(st.sampled_from(partitions))}' for one in countries]
    by = "carried out by assignment rules"
    lines = []
    if draw(st.booleans()):
        by += ", Default.Route"
        lines.append(
            "assets in Default { smart_campaign Route { scope global; trigger person is created, Country changes; flow { route by R } } }"
        )
    doors = draw(st.lists(st.sampled_from(workspaces), unique=True, max_size=2))
    lines += [
        f"assets in {home} {{ program D_{home} {{ form Door {{ asks Email, Country }} }} }}" for home in doors
    ]
    return ["routing R {\n  " + by + "\n" + "\n".join([*routes, "  otherwise -> Default"]) + "\n}", *lines]
