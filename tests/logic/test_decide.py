"""The decider against examples, against the evaluator, and against going through all people of a small world."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl.graphs.names import Names
from mopsdsl.logic.decide import Answer, Decider, Undecided
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person
from mopsdsl.model.conditions import Condition
from tests.logic.saying import (
    aged,
    among,
    compare,
    empty,
    every,
    field,
    flag,
    in_segment,
    member,
    model,
    no,
    segmentation,
    smart_list,
    some,
    stage,
    status,
)

WORLD = model(
    field("Country", "text", "US", "DE", "FR"),
    field("Title"),
    field("Score", "number", low=0, high=5),
    field("Other", "number", low=0, high=5),
    field("Best", "number", derivation="larger of", sources=("Score", "Other")),
    field("Worst", "number", derivation="smaller of", sources=("Score", "Other")),
    field("First", "number", derivation="first known of", sources=("Score", "Other")),
    field("Revenue", "money"),
    field("Unsubscribed", "flag"),
    field("Last_Touch", "date"),
    field("Next_Touch", "date"),
)


def person(*all_of: Condition, none_of: tuple[Condition, ...] = (), world=WORLD) -> Answer:
    return Decider(world, Names(world).find).person(all_of, none_of)


def text(*all_of: Condition, none_of: tuple[Condition, ...] = ()) -> str:
    found = person(*all_of, none_of=none_of)
    assert isinstance(found, Person)
    return found.text


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ([], "anybody"),
        ([compare("Country", "is", "DE")], 'Country "DE"'),
        ([no(compare("Country", "is", "DE"))], "Country empty"),
        ([no(compare("Country", "is", "DE")), no(empty("Country"))], 'Country "US"'),
        ([compare("Title", "contains", "VP")], 'Title "VP"'),
        ([compare("Title", "starts with", "VP"), compare("Title", "ends with", "Sales")], 'Title "VPSales"'),
        ([compare("Title", "is not", "CEO"), no(empty("Title"))], 'Title "Other"'),
        ([flag("Unsubscribed")], "Unsubscribed"),
        ([no(flag("Unsubscribed"))], "not Unsubscribed"),
        ([compare("Score", ">", 3)], "Score 4"),
        ([compare("Best", ">=", 4), compare("Score", "<", 2)], "Score 0, Other 4"),
        ([aged("Last_Touch", True, 30)], "Last_Touch 31 days ago"),
        ([stage("Global.MQL")], "stage MQL"),
        ([status("Open")], 'status "Open"'),
        ([member("EMEA.Found")], "a member of EMEA.Found"),
        ([in_segment("EMEA.Size.Large")], "in segment EMEA.Size.Large"),
        ([compare("Last_Touch", ">=", date(2026, 3, 1))], "Last_Touch 2026-03-01"),
    ],
)
def test_the_smallest_person_is_told_in_field_values(conditions: list[Condition], said: str) -> None:
    assert text(*conditions) == said


@pytest.mark.parametrize(
    "conditions",
    [
        [compare("Country", "is", "JP")],
        [compare("Country", "is", "US"), compare("Country", "is", "DE")],
        [empty("Country"), among("Country", "US", "DE")],
        [compare("Score", ">", 5)],
        [compare("Score", ">", 2), compare("Score", "<", 3)],
        [compare("Title", "is", "VP Sales"), no(compare("Title", "contains", "vp"))],
        [compare("Title", "starts with", "A"), compare("Title", "starts with", "B")],
        [empty("Title"), compare("Title", "contains", "a")],
        [flag("Unsubscribed"), empty("Unsubscribed")],
        [compare("Best", "<", 2), compare("Other", ">=", 3)],
        [compare("Worst", ">", 2), compare("Other", "<", 2)],
        [compare("First", "is", 2), compare("Score", "is", 3)],
        [aged("Last_Touch", True, 60), aged("Last_Touch", False, 30)],
        [aged("Last_Touch", True, 5, "weeks"), aged("Last_Touch", False, 30)],
        [aged("Last_Touch", True, 1), empty("Last_Touch")],
        [stage("MQL"), stage("SAL")],
        [in_segment("EMEA.Size.Large"), in_segment("EMEA.Size.Small")],
    ],
)  # fmt: skip
def test_nobody(conditions: list[Condition]) -> None:
    assert person(*conditions) is None


def test_between_two_amounts_there_is_always_another() -> None:
    assert text(compare("Revenue", ">", 5), compare("Revenue", "<", 6)) == "Revenue 5.5"
    assert (
        text(compare("Revenue", ">", 5, "EUR"), compare("Revenue", "<", Fraction(11, 2), "EUR"))
        == "Revenue EUR 5.25"
    )


def test_dates_and_ages_share_one_now() -> None:
    old, new = date(2026, 1, 1), date(2026, 6, 1)
    early = [compare("Last_Touch", "is", old), aged("Last_Touch", False, 30)]
    late = [compare("Next_Touch", "is", new), aged("Next_Touch", False, 200)]
    assert isinstance(person(*early), Person)
    assert person(*early, compare("Next_Touch", "is", new), aged("Next_Touch", True, 0)) is None
    found = person(*early, *late)
    assert isinstance(found, Person)
    assert all(holds(one, found, WORLD) for one in (*early, *late))


def test_what_cannot_be_decided_is_said() -> None:
    for conditions in (
        [aged("Last_Touch", True, 1, "months"), aged("Last_Touch", False, 30)],
        [compare("Score", "contains", "a")],
        [compare("Revenue", ">", 5, "EUR"), compare("Revenue", "<", 6, "USD")],
    ):
        found = person(*conditions)
        assert isinstance(found, Undecided)
        assert found.why
        assert found.mistaken == (not found.why.startswith("Last_Touch"))
    # but what does not lean on it is decided all the same
    assert isinstance(person(some(compare("Score", "contains", "a"), flag("Unsubscribed"))), Person)
    assert person(compare("Score", "contains", "a"), compare("Score", ">", 5)) is None


def test_the_search_says_when_it_stops() -> None:
    hard = [some(*(compare("Title", "contains", letter + other) for other in "xyz")) for letter in "abcdefgh"]
    found = Decider(WORLD, effort=3).person(hard)
    assert isinstance(found, Undecided)
    assert "3 steps" in found.why


def test_months_and_business_time_alone_are_decided() -> None:
    for unit, business in (("months", False), ("days", True), ("hours", True)):
        conditions = [
            aged("Last_Touch", True, 3, unit, business),
            aged("Last_Touch", False, 40, unit, business),
        ]
        found = person(*conditions)
        assert isinstance(found, Person)
        assert all(holds(one, found, WORLD) for one in conditions)


SEGMENTED = model(
    field("Country", "text", "US", "DE", "FR"),
    assets=(
        smart_list("EMEA.Europeans", among("Country", "DE", "FR")),
        smart_list("EMEA.Chicken", member("EMEA.Egg")),
        smart_list("EMEA.Egg", member("EMEA.Chicken")),
        segmentation(
            "EMEA.Where",
            Germany=compare("Country", "is", "DE"),
            Europe=member("EMEA.Europeans"),
            Again=compare("Country", "is", "FR"),
        ),
    ),
)


def test_lists_and_segments_mean_what_they_say_and_the_earlier_segment_wins() -> None:
    found = person(in_segment("EMEA.Where.Europe"), world=SEGMENTED)
    assert isinstance(found, Person)
    assert found.values == {"Country": "FR"}
    assert person(in_segment("EMEA.Where.Again"), world=SEGMENTED) is None
    assert person(in_segment("EMEA.Where.Germany"), no(member("EMEA.Europeans")), world=SEGMENTED) is None
    assert isinstance(person(member("EMEA.Chicken"), world=SEGMENTED), Person)


def test_implication_and_overlaps() -> None:
    decider = Decider(WORLD)
    assert decider.implies(compare("Score", ">", 3), compare("Score", ">=", 3)) is True
    assert decider.implies(compare("Score", ">=", 3), compare("Score", ">", 3)) is False
    rules = [
        among("Country", "US", "DE"),
        compare("Country", "is", "DE"),
        compare("Country", "is", "FR"),
        flag("Unsubscribed"),
    ]
    assert [(one, other) for one, other, _ in decider.overlaps(rules)] == [(0, 1), (0, 3), (1, 3), (2, 3)]


# Against going through everybody

NUMBERS = (None, 0, 1, 2, 3, 4, 5)
TITLES = (None, "a", "b", "ab", "ba", "aab", "c", "bab", "abba", "Other")


def everybody() -> Iterator[Person]:
    for country, title, score, unsubscribed in product(
        (None, "US", "DE", "FR"), TITLES, NUMBERS, (None, True)
    ):
        for other in (None, 1, 4):
            yield Person({
                "Country": country, "Title": title, "Score": score, "Unsubscribed": unsubscribed, "Other": other,
            })  # fmt: skip


PEOPLE = tuple(everybody())
CONSTANTS = st.integers(-1, 6)

numbers = st.builds(
    compare,
    st.sampled_from(("Score", "Best", "Worst", "First")),
    st.sampled_from((">=", ">", "<=", "<", "is", "is not")),
    CONSTANTS,
)
texts = st.builds(
    compare,
    st.just("Title"),
    st.sampled_from(("is", "is not", "contains", "starts with", "ends with", "does not contain")),
    st.sampled_from(("a", "b", "AB", "ba", "bb")),
)
countries = st.lists(st.sampled_from(("US", "de", "FR", "JP")), max_size=3).map(
    lambda those: among("Country", *those)
)
empties = st.builds(empty, st.sampled_from(("Country", "Title", "Score", "Unsubscribed", "Best", "First")))
conditions = st.recursive(
    st.one_of(numbers, texts, countries, empties, st.just(flag("Unsubscribed"))),
    lambda part: st.one_of(
        st.builds(no, part),
        st.lists(part, min_size=1, max_size=3).map(lambda parts: every(*parts)),
        st.lists(part, min_size=1, max_size=3).map(lambda parts: some(*parts)),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(conditions, max_size=3), st.lists(conditions, max_size=3))
def test_agrees_with_everybody(all_of: list[Condition], none_of: list[Condition]) -> None:
    found = person(*all_of, none_of=tuple(none_of))

    def fits(one: Person) -> bool:
        return all(holds(c, one, WORLD) for c in all_of) and not any(holds(c, one, WORLD) for c in none_of)

    assert not isinstance(found, Undecided)
    if found is None:
        assert not any(map(fits, PEOPLE))
    else:
        assert fits(found), found.text


ages = st.builds(
    aged,
    st.sampled_from(("Last_Touch", "Next_Touch")),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from(("days", "weeks", "hours")),
)
days = st.builds(
    compare,
    st.sampled_from(("Last_Touch", "Next_Touch")),
    st.sampled_from((">=", ">", "<=", "<", "is", "is not")),
    st.dates(date(2026, 1, 1), date(2026, 1, 9)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(ages, days, ages.map(no), st.just(empty("Last_Touch")).map(no)), max_size=5))
def test_a_dated_witness_fits(asked: list[Condition]) -> None:
    from datetime import datetime, timedelta

    found = person(*asked)
    assert not isinstance(found, Undecided)
    if found is not None:
        assert all(holds(one, found, WORLD) for one in asked), found
        return
    start = datetime(2025, 12, 30)
    hours = [None, *(start + timedelta(hours=12 * step) for step in range(0, 90))]
    for last, following in product(hours[::3], hours[::4]):
        for step in (0, 24, 60, 100, 400, 900):
            one = Person({"Last_Touch": last, "Next_Touch": following}, now=start + timedelta(hours=step))
            assert not all(holds(c, one, WORLD) for c in asked)


@settings(max_examples=100, deadline=None)
@given(st.lists(conditions, min_size=2, max_size=6))
def test_overlaps_are_those_of_every_pair(rules: list[Condition]) -> None:
    decider = Decider(WORLD)
    found = {(one, other) for one, other, _ in decider.overlaps(rules)}
    expected = {
        (one, other)
        for one, other in combinations(range(len(rules)), 2)
        if decider.person([rules[one], rules[other]])
    }
    assert found == expected


@settings(max_examples=50, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=4))
def test_the_answer_does_not_depend_on_what_was_asked_before(asked: list[Condition]) -> None:
    used = Decider(WORLD)
    for one in asked:
        used.person([one])
    again, fresh = used.person(asked), Decider(WORLD).person(asked)
    assert (again is None) == (fresh is None)
