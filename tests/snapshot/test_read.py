"""A snapshot may be old, newer, broken or made by somebody who means harm: it is read, or refused in one clear sentence."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.checks import runner
from mopsdsl.checks.context import Context
from mopsdsl.model.model import Model
from mopsdsl.snapshot import read as reading
from mopsdsl.snapshot.read import read
from mopsdsl.snapshot.stages import Stages
from mopsdsl.snapshot.unreadable import Unreadable
from tests.snapshot.snapshots import again, data

SMALL_DATA = data()


def said(text: str) -> str:
    """Why a snapshot is refused."""
    with pytest.raises(Unreadable) as caught:
        read(text, "base.json")
    assert str(caught.value).startswith("base.json can't be read: ")
    return str(caught.value)


def changed(change: Callable[[Any], object]) -> str:
    """A snapshot with a change made to it."""
    copy = json.loads(json.dumps(SMALL_DATA))
    change(copy)
    return json.dumps(copy)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1 is no JSON"),
        ("{\n", "line 2 is no JSON"),
        ("workspace EMEA", "line 1 is no JSON"),
        ("[]", "no JSON object"),
        ("null", "no JSON object"),
        ("{}", 'no "version"'),
        ('{"version": "1"}', 'no "version"'),
        ('{"version": true}', 'no "version"'),
        ('{"version": 1.0}', 'no "version"'),
        ('{"version": 2}', "newer mopsdsl"),
        ('{"version": 0}', "no version 0"),
        ('{"version": -9999999999999999}', "no version -9999999999999999"),
        ('{"version": 1}', "edition"),
        ('{"version": 1, "edition": "2099"}', "newer mopsdsl"),
        ('{"version": 1, "edition": ["2026"]}', "edition"),
        ('{"version": 1, "edition": "2026"}', ".instance"),
        ('{"version": 1, "version": 1}', 'two properties "version"'),
        ('{"version": NaN}', "NaN is no number"),
        ('{"version": -Infinity}', "-Infinity is no number"),
        ('{"version": ' + "9" * 5000 + "}", "too long"),
        ("[" * 10_000 + "]" * 10_000, "nested too deep"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "nested too deep"),
        ('{"version": 1, "edition": "\\ud800"}', "half of a character"),
        ('{"version": 1, "edition": "\ud800"}', "edition"),
    ],
)
def test_what_is_no_snapshot_is_refused(text: str, words: str) -> None:
    assert words in said(text)


def test_a_property_said_twice_among_very_many_is_found_at_once() -> None:
    """Each compared with all others, this would not end."""
    many = ", ".join(f'"{number}": 0' for number in range(500_000))
    assert 'two properties "x"' in said(f'{{{many}, "x": 1, "x": 2}}')


@pytest.mark.parametrize(
    ("stage", "owner", "bare"), [("S", "L0", False), ("T", "L1999", True), ("T", "L0", False)]
)
def test_lifecycles_that_extend_one_another_in_a_long_row(stage: str, owner: str, bare: bool) -> None:
    """S, which all inherit, is of no one of them; T, which only the last has, is its own."""
    row: list[Any] = [
        {"name": f"L{number}", "extends": f"lifecycle:L{number - 1}", "stages": []} for number in range(2000)
    ]
    row[0]["stages"], row[-1]["stages"] = [{"name": "S"}], [{"name": "T"}]
    written = (stage, "") if bare else (f"{owner}.{stage}", "")
    assert Stages(row).written(owner, stage, "") == written


def test_what_is_too_long_is_not_even_parsed() -> None:
    assert "longer than" in said("[" * (reading.MAX_SNAPSHOT + 1))


def put(*path: Any) -> Callable[[Any], None]:
    """Puts the last of the words in the place that the others lead to."""

    def change(item: Any) -> None:
        *inside, last, value = path
        for step in inside:
            item = item[step]
        item[last] = value

    return change


GO = next(index for index, one in enumerate(SMALL_DATA["assets"]) if one["name"] == "W.Go")
"""The number of the smart campaign among the assets."""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("partitions", {}), "here belongs a list, and there is an object (at .partitions)"),
        (put("partitions", [1]), "here belongs an object, and there is a whole number (at .partitions[0])"),
        (put("partitions", 1, "name", None), "here belongs a text, and there is null (at .partitions[1].name)"),
        (put("partitions", 1, "owner", 3), "here belongs a text or null"),
        (put("partitions", 1, "owner", "Sales"), '"Sales" is no id of a team (at .partitions[1].owner)'),
        (put("partitions", 1, "owner", "partition:EMEA"), "no id of a team"),
        (put("partitions", 1, "owner", "team:"), "no id of a team"),
        (put("partitions", 1, "people", True), "here belongs a whole number or null, and there is true or false"),
        (put("partitions", 1, "people", 10**18), "at most 18 digits"),
        (put("partitions", 1, "formerly", []), ".partitions[1].formerly"),
        (put("partitions", 0, "name", "EMEA"), "two of the name EMEA (at .partitions[1])"),
        (put("partitions", 1, "colour", "red"), "knows no such property (at .partitions[1].colour)"),
        (put("continents", []), "knows no such property (at .continents)"),
        (put("workspaces", 1, "sees", {"all": False}), '"all": true'),
        (put("workspaces", 1, "sees", {"all": True, "except": [1]}), "ids"),
        (put("grants", 0, "until", {"day": "20270131"}), "is no day"),
        (put("grants", 0, "until", {"day": "2027-02-30"}), "is no day"),
        (put("assets", GO, "asset_kind", "spaceship"), "is none of"),
        (put("assets", GO, "parent", "W.Go"), "W.Go does not stand in its parent"),
        (put("assets", GO, "workspace", "workspace:Default"), "W.Go does not stand in its parent"),
        (put("assets", GO, "when", {"test": "Maybe"}), '"test" is one of Age'),
        (put("assets", GO, "when", {"test": ["All"]}), '"test" is one of Age'),
        (put("assets", GO, "when", {"test": "Not"}), "this is missing"),
        (put("assets", GO, "flow", 1, "duration", "unit", "eons"), "is none of days"),
        (put("assets", GO, "flow", 1, "duration", {"amount": 2}), f"this is missing (at .assets[{GO}].flow[1].duration.unit)"),
        (put("assets", GO, "flow", 0, "action", "sing"), 'with "sing" nothing is named here'),
        (put("assets", GO, "flow", 0, "action", ["sing"]), "here belongs a text"),
        (put("instance", "limits", {"fields": "many"}), "(at .instance.limits.fields)"),
        (put("assumptions", 0, "amount", "1/0"), "is no number"),
        (put("assumptions", 0, "amount", "0x1"), "is no number"),
        (put("assumptions", 0, "amount", 1e300), "at most 18 digits"),
        (lambda item: item["lifecycles"][0]["stages"].append(item["lifecycles"][0]["stages"][0]), "two of the name"),
    ],
)  # fmt: skip
def test_what_is_wrong_inside_is_said_with_its_place(change: Callable[[Any], object], words: str) -> None:
    assert words in said(changed(change))


def test_an_infinite_number_is_refused() -> None:
    text = changed(put("assumptions", 0, "amount", "HERE")).replace('"HERE"', "1e999")
    assert "at most 18 digits" in said(text)


def test_conditions_nested_too_deep_are_refused() -> None:
    when: Any = {"test": "Flag", "field": "field:Unsubscribed"}
    for _ in range(200):
        when = {"test": "Not", "part": when}
    assert "nested deeper" in said(changed(put("assets", GO, "when", when)))


# Older and newer


def test_an_older_version_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def second(item: dict[str, Any]) -> dict[str, Any]:
        item["teams"] = item.pop("crews")
        return item

    def third(item: dict[str, Any]) -> dict[str, Any]:
        item["teams"] = [{**one, "name": one["name"].title()} for one in item["teams"]]
        return item

    monkeypatch.setattr(reading, "VERSION", 3)
    monkeypatch.setattr(reading, "UPGRADES", {1: second, 2: third})
    text = changed(
        lambda item: item.update(crews=[{"name": "sales", "side": "sales"}], teams=item.pop("teams")[:0])
    )
    assert list(read(text).teams) == ["Sales"]
    assert "no version 0" in said(changed(put("version", 0)))


def objects(item: Any) -> Iterator[dict[str, Any]]:
    """Every object of a snapshot."""
    if isinstance(item, dict):
        yield item
    for part in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
        yield from objects(part)


def test_a_property_that_is_younger_than_the_snapshot_is_absent() -> None:
    copy = json.loads(json.dumps(SMALL_DATA))
    bare = {"version": 1, "edition": "2026", "instance": {"name": "Acme"}, "partitions": [{"name": "EMEA"}]}
    model = read(json.dumps(bare))
    assert model.partitions["EMEA"].owner is None
    assert model.instance.limits == {}
    assert model.instance.crms == ()
    assert not model.teams
    for one in objects(copy):
        for name in [name for name, part in one.items() if part is None or part is False or part in ("", [])]:
            del one[name]
    assert again(read(json.dumps(copy))) == again(read(json.dumps(SMALL_DATA)))


# Anything at all


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    | st.sampled_from(["team:Sales", "stage:Global.MQL", "asset:W.Go", "2026-01-01", "1/3", "segment:W.Regions.North"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A snapshot in which some parts are gone, others are something else, and others stand in each other's place."""
    copy = json.loads(json.dumps(SMALL_DATA))
    for _ in range(draw(st.integers(1, 4))):
        held = [one for one in objects(copy) if one]
        one = held[draw(st.integers(0, len(held) - 1))]
        name = draw(st.sampled_from(sorted(one)))
        other = draw(st.sampled_from(held))
        what = draw(st.sampled_from(("gone", "new", "swapped")))
        if what == "gone":
            del one[name]
        elif what == "new":
            one[name] = draw(values)
        else:
            one[name] = json.loads(json.dumps(draw(st.sampled_from(list(other.values())))))
    return json.dumps(copy)


@given(mutated())
def test_a_mutated_snapshot_is_a_model_or_refused(text: str) -> None:
    try:
        model = read(text)
    except Unreadable:
        return
    assert isinstance(model, Model)
    assert again(read(text)) == again(model)
    list(runner.run(Context(model, date(2026, 7, 1))))


@given(st.text() | values.map(json.dumps))
def test_any_text_at_all_is_refused(text: str) -> None:
    assert said(text)
