"""MOPS310: what it proves of a CRM's split, held against every two people of a small world."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.logic.person import Value
from mopsdsl.model.model import Model
from tests.checks.small import FIELDS, conditions, everybody, findings, fits, pointed_at

PLACES = """
partition A
partition B
workspace Default { sees A, B, Default; primary Default }
workspace A { sees A, Default; primary A }
workspace B { sees B; primary B }
list One = (%s)
list Two = (%s)
"""
SPLITS: dict[str, Callable[[dict[str, Value]], Value]] = {
    "Country": lambda person: person["Country"],
    "Points": lambda person: person["Points"],
    "Vip": lambda person: person["Vip"],
    "Most": lambda person: person["Points"],
    "Country into One": lambda person: "One" if person["Country"] == "US" else None,
    "Country into One, Two": lambda person: {"US": "One", "DE": "Two"}.get(str(person["Country"])),
    "Country into Both, Two": lambda person: "Both" if person["Country"] else None,
}
LISTS = PLACES % ('"US"', '"DE"') + 'list Both = ("US", "DE")\nfield Most is larger of Points\n'

rules = st.lists(st.tuples(conditions(), st.sampled_from(["A", "B", "Default"])), max_size=4)


def written(rules: list[tuple[str, str]], otherwise: str, split: str) -> str:
    lines = [f"  when {condition} -> {target}" for condition, target in rules]
    lines += [f"  otherwise -> {otherwise}"] if otherwise else []
    routing = "\n".join(["routing Home {\n  carried out by assignment rules", *lines, "}\n"]) if lines else ""
    return f"instance X {{ crm salesforce split by {split} }}\n" + FIELDS + LISTS + routing


def belongs(person: dict[str, Value], model: Model) -> str | None:
    for route in model.routings["Home"].routes:
        if fits(route.when, person, model):
            return route.target.name
    return None


@settings(max_examples=600, deadline=None)
@given(rules, st.sampled_from(["", "A", "B", "Default"]), st.sampled_from(sorted(SPLITS)))
def test_whom_routing_puts_together(rules: list[tuple[str, str]], otherwise: str, split: str) -> None:
    text = written(rules, otherwise, split)
    found = findings(text, "MOPS310")
    if not rules and not otherwise:
        assert [pointed_at(one) for one in found] == [f"crm salesforce split by {split}"]
        return
    model, side = api.load_text(text).model, SPLITS[split]
    people = [person for person in everybody() if side(person) is not None]
    mixed = {
        belongs(one, model)
        for one, other in combinations(people, 2)
        if side(one) != side(other) and belongs(one, model) == belongs(other, model)
    } - {None}
    said = {
        target
        for target in ("A", "B", "Default")
        for one in found
        if f"both belong in {target}" in one.message
    }
    if any("never asks" in one.message for one in found):
        assert len(found) == 1
        assert said <= mixed
    else:
        assert said == mixed
        assert len(found) == len(mixed)
    assert all(one.severity.word == "warning" for one in found)


CENTRAL = """
instance X {{ crm salesforce split by Country }}
field Country text from crm
partition A
workspace Default {{ sees all; primary Default }}
workspace A {{ sees A; primary A }}
routing Home {{ carried out by assignment rules; {} }}
"""


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('when Country is "US" -> A; otherwise -> Default', []),  # the rest is seen by those who see all
        ('when Country in ("US", "CA") -> A; otherwise -> Default', ["both belong in A"]),
        ('when Country starts with "U" -> A; otherwise -> Default', ["both belong in A"]),
        ("when Country is not empty -> A; otherwise -> Default", ["both belong in A"]),
        ("otherwise -> Default", ["never asks Country"]),
        ("when Score >= 10 -> A; otherwise -> Default", ["never asks Country"]),
    ],
)
def test_texts_that_can_be_anything(rules: str, said: list[str]) -> None:
    found = findings(CENTRAL.format(rules), "MOPS310")
    assert len(found) == len(said)
    for one, part in zip(found, said, strict=True):
        assert part in one.message


def test_two_people_are_shown() -> None:
    (found,) = findings(CENTRAL.format('when Country in ("US", "CA") -> A; otherwise -> Default'), "MOPS310")
    assert 'somebody with Country "US" and somebody with Country "CA"' in found.message


@pytest.mark.parametrize(
    ("field", "split", "said"),
    [
        ("field Since date", "Since", "Since is a date"),
        ("field Worth money", "Worth", "Worth is an amount of money"),
        ('field Region text one of ("X", "Y")', "Region into Other", 'Region can never be "Z"'),
    ],
)
def test_what_no_crm_can_be_split_by(field: str, split: str, said: str) -> None:
    text = f'{field}\nlist Other = ("X", "Z")\ninstance I {{ crm salesforce split by {split} }}'
    (found,) = (one for one in api.check_text(text) if one.code == "MOPS006")
    assert said in found.message


def test_a_misspelt_field_is_told_once() -> None:
    text = 'field Region text one of ("X", "Y")\ninstance I { crm salesforce "a.example" split by Regoin }'
    found = [one for one in api.check_text(text) if one.code != "MOPS008"]
    assert [one.code for one in found if one.severity.word == "error"] == ["MOPS002"]
    assert "Region" in found[0].help


def test_what_cannot_be_decided_is_said() -> None:
    """One rule mixes months with days, and the only person it can be sure of is in no list."""
    rules = "when Since older than 1 month and Since within 30 days and Country is not empty -> A; otherwise -> Default"
    (found,) = findings("field Since date\n" + CENTRAL.format(rules), "MOPS310")
    assert found.severity.word == "advice"
    assert "can't be decided" in found.message
