"""How many people a condition can mean, held against all the people that there can be."""

from hypothesis import given
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.checks.headcount import Headcounts
from mopsdsl.model.assets import SmartList

COUNTRIES = ("SE", "NO", "ES", "XX")  # XX: whatever nobody asks for
PARTITIONS = {"A": 100, "B": 20, "C": 3}

some = st.lists(st.sampled_from(COUNTRIES[:3]), min_size=1, max_size=3, unique=True)
route = st.tuples(some, st.sampled_from(sorted(PARTITIONS)))


@given(
    st.lists(route, min_size=1, max_size=4),
    st.none() | st.sampled_from(sorted(PARTITIONS)),
    some,
    st.booleans(),
    st.lists(st.sampled_from(sorted(PARTITIONS)), min_size=1, unique=True),
)
def test_it_is_the_sum_of_the_partitions_in_which_somebody_fits(
    routes: list[tuple[list[str], str]], rest: str | None, asked: list[str], negated: bool, seen: list[str]
) -> None:
    loaded = api.load_text(spec(routes, rest, asked, negated, seen))
    assert not [one for one in api.check(loaded) if one.severity.value == "error" and one.code < "MOPS010"]
    context = loaded.context()
    found = context.model.assets["W.L"]
    assert isinstance(found, SmartList)
    assert found.when is not None
    count = Headcounts(context).of_asset(found, found.when)
    fitting = [country for country in COUNTRIES if (country in asked) is not negated]
    living = {name for country in fitting for name in home(country, routes, rest)} & set(seen)
    assert count is not None
    assert count.people == sum(PARTITIONS[name] for name in living)


def home(country: str, routes: list[tuple[list[str], str]], rest: str | None) -> set[str]:
    """Where somebody can be who belongs somewhere: anywhere, where no rule takes them."""
    target = next((target for countries, target in routes if country in countries), rest)
    nowhere_sent = set(PARTITIONS) - {name for _, name in routes} - {rest}
    return (set(PARTITIONS) if target is None else {target}) | nowhere_sent


def spec(
    routes: list[tuple[list[str], str]], rest: str | None, asked: list[str], negated: bool, seen: list[str]
) -> str:
    rules = [f"when Country in ({listed(countries)}) -> {target}" for countries, target in routes]
    rules += [f"otherwise -> {rest}"] if rest else []
    lines = "\n".join(rules)
    return f"""
{"".join(f"partition {name} {{ people {people} }}{chr(10)}" for name, people in PARTITIONS.items())}
workspace Default {{ sees all; primary A }}
workspace W {{ sees {", ".join(seen)}; primary {seen[0]} }}
assets in Default {{ smart_campaign R {{ scope global; trigger person is created; flow {{ route by Home }} }} }}
routing Home {{
carried out by Default.R
{lines}
}}
assets in W {{ smart_list L {{ when Country {"not in" if negated else "in"} ({listed(asked)}) }} }}
"""


def listed(countries: list[str]) -> str:
    return ", ".join(f'"{one}"' for one in countries)
