"""Whom the conditions of an ordered list still take, held against everybody in a small world."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.graphs.names import Names
from mopsdsl.logic.decide import Decider
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.ordered import Ordered
from mopsdsl.logic.person import Person
from mopsdsl.model.conditions import Condition
from tests.logic.saying import among, compare, empty, every, field, flag, model, no, some

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
