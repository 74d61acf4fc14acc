"""Whom the conditions of an ordered list still take, held against everybody in a small world."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.graphs.names import Names
from mopsdsl.logic.candidates import Candidates
from mopsdsl.logic.decide import Decider
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.ordered import Ordered
from mopsdsl.logic.person import Person
from mopsdsl.model.conditions import Condition
from tests.logic.saying import aged, among, compare, empty, every, field, flag, model, no, some

WORLD = model(
    field("Country", "text", "US", "DE"),
    field("Score", "number", low=0, high=2),
    field("Vip", "flag"),
    field("Best", "number", derivation="larger of", sources=("Score", "Other")),
    field("Other", "number", low=0, high=2),
)
EVERYBODY = [
    Person({"Country": country, "Score": score, "Vip": vip, "Other": other})
    for country, score, vip, other in product(
        (None, "US", "DE"), (None, 0, 1, 2), (None, False, True), (None, 0, 1, 2)
    )
]

leaves = st.sampled_from(
    [
        compare("Country", "is", "US"), among("Country", "US", "DE"), empty("Country"), compare("Score", ">=", 1),
        compare("Score", "<", 2), flag("Vip"), compare("Best", ">=", 2), empty("Best"),
    ]
)  # fmt: skip
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(every, inner, inner), st.builds(some, inner, inner), st.builds(no, inner)
    ),
    max_leaves=4,
)


@given(st.lists(conditions, max_size=5), conditions, conditions)
def test_who_is_left(rules: list[Condition], wanted: Condition, refused: Condition) -> None:
    ordered = Ordered(Decider(WORLD, Names(WORLD).find), rules)
    for place in range(len(rules) + 1):
        own, earlier = rules[place : place + 1], rules[:place]

        def is_left(person: Person, own: list[Condition] = own, earlier: list[Condition] = earlier) -> bool:
            fits = all(holds(one, person, WORLD) for one in (*own, wanted))
            return fits and not any(holds(one, person, WORLD) for one in (*earlier, refused))

        found = ordered.left(place, [wanted], [refused])
        assert (found is not None) == any(map(is_left, EVERYBODY))
        assert found is None or (isinstance(found, Person) and is_left(found))


@given(st.lists(conditions, min_size=1, max_size=5))
def test_nothing_that_overlaps_is_left_out(rules: list[Condition]) -> None:
    ordered = Ordered(Decider(WORLD, Names(WORLD).find), rules)
    for place, condition in enumerate(rules):
        both = {
            other
            for other in range(place)
            if any(holds(condition, one, WORLD) and holds(rules[other], one, WORLD) for one in EVERYBODY)
        }
        assert both <= set(ordered.before(place))


@given(st.lists(conditions, min_size=1, max_size=5))
def test_who_takes_the_others(rules: list[Condition]) -> None:
    """Where nobody is left for a condition, those that are named take everybody whom it fits."""
    ordered = Ordered(Decider(WORLD, Names(WORLD).find), rules)
    for place, condition in enumerate(rules):
        found, takers, _ = ordered.asked(place)
        assert takers == sorted(set(takers))
        assert all(one < place for one in takers)
        if found is None:
            fitting = [one for one in EVERYBODY if holds(condition, one, WORLD)]
            assert all(any(holds(rules[taker], one, WORLD) for taker in takers) for one in fitting)


ASKED = model(field("Title", "text"), field("Seen", "date"), field("Size", "number"), field("Vip", "flag"))
asked = st.lists(
    st.recursive(
        st.sampled_from(
            [
                compare("Title", "contains", "VP"), compare("Title", "starts with", "a"), compare("Title", "is", "Head"),
                empty("Title"), aged("Seen", True, 30), aged("Seen", False, 60), compare("Seen", ">=", date(2026, 1, 1)), empty("Seen"),
                compare("Size", ">", 5), compare("Size", "<=", Fraction(5, 2)), flag("Vip"),
            ]
        ),
        lambda inner: st.one_of(st.builds(every, inner, inner), st.builds(some, inner, inner), st.builds(no, inner)),
        max_leaves=4,
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip
somebody = st.builds(
    lambda **values: Person(values),
    Title=st.sampled_from([None, "VP Sales", "head", "a VP", "Other"]),
    Seen=st.sampled_from([None, date(2025, 11, 1), date(2026, 1, 1), date(2025, 12, 30)]),
    Size=st.sampled_from([None, 0, Fraction(5, 2), 5, 6, 100]),
    Vip=st.sampled_from([None, False, True]),
)


@given(asked, somebody)
def test_no_earlier_condition_that_takes_somebody_is_passed_over(
    rules: list[Condition], person: Person
) -> None:
    ordered = Ordered(Decider(ASKED, Names(ASKED).find), rules)
    for place in range(len(rules) + 1):
        assert list(ordered.taking(person, place)) == [
            one for one in range(place) if holds(rules[one], person, ASKED)
        ]


WORDS = model(field("Title", "text"), field("Score", "number"))
worded = st.recursive(
    st.sampled_from(
        [
            compare("Title", "contains", "a"), compare("Title", "contains", "ab"), compare("Title", "starts with", "b"),
            compare("Title", "ends with", "a"), compare("Title", "is", "ab"), compare("Title", "does not contain", "b"),
            empty("Title"), compare("Score", ">", 1),
        ]
    ),
    lambda inner: st.one_of(
        st.builds(every, inner, inner), st.builds(some, inner, inner), st.builds(no, inner)
    ),
    max_leaves=4,
)  # fmt: skip


@given(
    st.lists(worded, min_size=1, max_size=6), st.sampled_from([None, "", "a", "b", "ab", "ba", "c", "bab"])
)
def test_which_conditions_hold_of_a_text(rules: list[Condition], text: str | None) -> None:
    ordered = Ordered(Decider(WORDS, Names(WORDS).find), rules)
    person = Person({"Title": text or None})
    expected = [place for place, one in enumerate(rules) if holds(one, person, WORDS)]
    assert list(ordered.taking(person, len(rules))) == expected


def test_of_many_patterns_only_those_that_a_text_has_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = Candidates.allowed

    def counted(self: Candidates, axis: int, cells: int) -> int:
        asked.append(axis)
        return real(self, axis, cells)

    monkeypatch.setattr(Candidates, "allowed", counted)
    many = 60
    rules = [compare("Title", "contains", f"word{one}x") for one in range(many)]
    ordered = Ordered(Decider(WORDS, Names(WORDS).find), rules)
    for place in range(many):
        assert list(ordered.taking(Person({"Title": f"my word{place}x"}), many)) == [place]
    assert len(asked) < 10 * many
