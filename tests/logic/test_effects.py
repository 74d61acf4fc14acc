"""Conditions over flow steps, held against the evaluator: before the steps they say what holds after them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.logic.effects import NO_EFFECTS, Effects, Unforeseen, before
from mopsdsl.logic.evaluate import holds
from mopsdsl.logic.person import Person, Value
from mopsdsl.logic.rewrite import Rewriter
from mopsdsl.model.assets import FlowStep
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import Condition, Literal
from mopsdsl.model.model import Model
from tests.logic.saying import (
    HERE,
    aged,
    among,
    compare,
    empty,
    every,
    field,
    flag,
    literal,
    member,
    model,
    name,
    no,
    smart_list,
    some,
    stage,
    status,
)

WORLD = model(
    field("Country", "text", "DE", "US"),
    field("Score", "number"),
    field("Web", "number"),
    field("Best", derivation="larger of", sources=("Score", "Web")),
    field("Out", "flag"),
    field("Seen", "date"),
    assets=(smart_list("W.Warm", compare("Score", ">=", 50)),),
)


def find(reference: Reference) -> object:
    return WORLD.assets.get(reference.name)


REWRITER = Rewriter(WORLD, find)

LEAVES: list[Condition] = [
    compare("Country", "is", "DE"), compare("Country", "is not", "DE"), among("Country", "DE", "US"), empty("Country"),
    compare("Score", ">=", 50), compare("Score", "<", 10), compare("Best", ">=", 50), empty("Best"), flag("Out"),
    stage("MQL"), stage("Known", "MQL"), status("Open"), member("W.Warm"), member("W.Static"),
]  # fmt: skip

conditions = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        inner.map(no),
        st.tuples(inner, inner).map(lambda two: every(*two)),
        st.tuples(inner, inner).map(lambda two: some(*two)),
    ),
    max_leaves=6,
)


def made(
    action: str, about: Reference | None = None, written: Literal | None = None, text: str = ""
) -> FlowStep:
    return FlowStep(action, about, written, None, text, None, HERE)


def put(of: str, value: str | int) -> FlowStep:
    return made("set", name(of), literal(value))


STEPS: dict[FlowStep, tuple[str, str, Value]] = {
    put("Country", "DE"): ("values", "Country", "DE"),
    put("Country", "US"): ("values", "Country", "US"),
    put("Score", 60): ("values", "Score", 60),
    put("Score", 5): ("values", "Score", 5),
    put("Web", 70): ("values", "Web", 70),
    put("Out", "yes"): ("values", "Out", True),
    put("Out", "No"): ("values", "Out", False),
    made("change stage", name("L.MQL", "stage")): ("stage", "", "MQL"),
    made("change stage", name("Won", "stage")): ("stage", "", "Won"),
    made("change status", text="Open"): ("status", "", "Open"),
    made("add to", name("W.Static", "static_list")): ("lists", "W.Static", True),
    made("remove from", name("W.Static", "static_list")): ("lists", "W.Static", False),
    made("wait"): ("", "", None),
}
"""Each step, and what it does to a person."""

people = st.builds(
    lambda values, lists, at, has: Person(values, lists, {}, at, has),
    st.fixed_dictionaries(
        {
            "Country": st.sampled_from(["DE", "US", None]),
            "Score": st.sampled_from([5, 20, 60, None]),
            "Web": st.sampled_from([5, 70, None]),
            "Out": st.sampled_from([True, False, None]),
        }
    ),
    st.fixed_dictionaries({"W.Static": st.booleans()}),
    st.sampled_from(["Known", "MQL", "Won", ""]),
    st.sampled_from(["Open", "Shut", ""]),
)


def carried_out(person: Person, steps: list[FlowStep]) -> Person:
    values, lists, at, has = dict(person.values), dict(person.lists), person.stage, person.status
    for step in steps:
        what, key, value = STEPS[step]
        if what == "values":
            values[key] = value
        elif what == "lists":
            lists[key] = bool(value)
        elif what == "stage":
            at = str(value)
        elif what == "status":
            has = str(value)
    return Person(values, lists, {}, at, has)


def effects_of(*steps: FlowStep, world: Model = WORLD) -> Effects:
    effects = NO_EFFECTS
    for step in steps:
        effects = effects.after(step, world, find)
    return effects


@given(conditions, people, st.lists(st.sampled_from(list(STEPS)), max_size=4))
def test_it_holds_before_exactly_if_it_holds_afterwards(
    condition: Condition, person: Person, steps: list[FlowStep]
) -> None:
    asked = before(condition, effects_of(*steps), REWRITER)
    assert holds(asked, person, WORLD, find) == holds(condition, carried_out(person, steps), WORLD, find)


@pytest.mark.parametrize(
    ("step", "condition"),
    [
        (made("change score", name("Score")), compare("Score", ">=", 50)),
        (made("change score", name("Score")), compare("Best", ">=", 50)),
        (put("Country", "{{company.Country}}"), compare("Country", "is", "DE")),
        (put("Seen", "{{system.date}}"), aged("Seen", True, 30)),
    ],
)
def test_what_nobody_can_foresee_is_said(step: FlowStep, condition: Condition) -> None:
    with pytest.raises(Unforeseen):
        before(condition, effects_of(step), REWRITER)


def test_what_is_not_asked_does_no_harm() -> None:
    unforeseen = effects_of(made("change score", name("Score")))
    assert before(flag("Out"), unforeseen, REWRITER) is not None
