"""What is saved comes back as it was, but for the places in the text."""

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

from mopsdsl import api
from mopsdsl.checks import runner
from mopsdsl.checks.context import Context
from mopsdsl.model.assets import Segmentation, SmartCampaign, SmartList
from mopsdsl.model.base import Reference
from mopsdsl.model.conditions import Comparison, Condition
from mopsdsl.model.model import Model
from mopsdsl.render.emitters.model import emit
from mopsdsl.snapshot.read import read
from mopsdsl.source.text import Span
from tests.snapshot.snapshots import CASES, ROOT, SMALL, SPECS, again, back, saved

TODAY = date(2026, 7, 1)
OF_PLACES = {"MOPS104", "MOPS107"}
"""Their messages say what comes last in the text, and what the rounds of an `each` are called."""


def plain(item: Any, context: Context) -> Any:
    """Any value without places, each reference as what it stands for and what is done with it."""
    if isinstance(item, Reference):
        return reference(item, context)
    if isinstance(item, tuple):
        return [plain(part, context) for part in item]
    if isinstance(item, dict):
        return {name: plain(part, context) for name, part in item.items()}
    if isinstance(item, Span) or not attrs.has(type(item)):
        return isinstance(item, Span) or (type(item), item)
    parts = {field.name: getattr(item, field.name) for field in attrs.fields(type(item))}
    references = Counter(reference(one, context) for one in parts.pop("references", ()))
    return type(item), references, {name: plain(part, context) for name, part in parts.items()}


def reference(item: Reference, context: Context) -> tuple[Any, ...]:
    found = context.names.find(item)
    return item.kind, item.verb, type(found), getattr(found, "id", getattr(found, "name", item.name))


def problems(context: Context) -> Counter[tuple[str, str, str]]:
    return Counter(
        (found.code, found.subject, "" if found.code in OF_PLACES else found.message)
        for found in runner.run(context)
    )


def hold_together(model: Model) -> None:
    """A model against itself, saved and read."""
    context = Context(model, TODAY)
    ((_, text),) = emit(context)
    other = Context(read(text), TODAY)
    assert list(emit(other)) == [("model.json", text)]
    for before, after in zip(model.declarations(), other.model.declarations(), strict=True):
        assert plain(before, context) == plain(after, other)
    assert [plain(one, context) for one in model.allowances] == [
        plain(one, other) for one in other.model.allowances
    ]
    assert problems(context) == problems(other)


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.name)
def test_every_spec_comes_back(spec: Any) -> None:
    (project,) = api.projects(str(spec))
    hold_together(api.load(project).model)


SOUND = [
    case for case in CASES if not re.search(r"^#[!~].*MOPS00[1-6]", case.read_text("utf-8"), re.MULTILINE)
]
"""The cases whose text and names are right: of others no snapshot is written."""


@pytest.mark.parametrize("case", SOUND, ids=lambda path: path.stem)
def test_every_case_comes_back(case: Any) -> None:
    hold_together(api.load_text({case.name: case.read_text("utf-8")}).model)


def test_a_little_of_everything_comes_back() -> None:
    loaded = api.load_text(SMALL)
    assert not loaded.findings
    hold_together(loaded.model)


# What the data alone does not tell


def asked(conditions: str, fields: str = "") -> Any:
    """What stands in one condition after it was saved and read."""
    model = back(f"workspace W\n{fields}\nassets in W {{ smart_list L {{ when {conditions} }} }}")
    asset = model.assets["W.L"]
    assert isinstance(asset, SmartList)
    assert isinstance(asset.when, Comparison)
    return asset.when.literal.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('Country is "DE"', "DE"),
        ('Company is "24/7"', "24/7"),
        ('Company is "1/2"', "1/2"),
        ('Company is "2026-13-01"', "2026-13-01"),
        ("Created_At is 2026-12-01", date(2026, 12, 1)),
        ("Score > 12", 12),
        ("Score > 0.1", Fraction(1, 10)),
        ("Score > 0.1234567890123456", Fraction("0.1234567890123456")),
        ("Score > 1234567890123456.7", Fraction("1234567890123456.7")),
        ("Score > 12.345678901234567", Fraction("12.345678901234567")),
    ],
)
def test_values_keep_their_type(written: str, value: object) -> None:
    found = asked(written)
    assert (type(found), found) == (type(value), value)


def test_what_looks_like_a_day_is_a_text_in_a_text_field() -> None:
    fields = 'field Batch text one of ("2026-12-01")'
    assert asked('Batch is "2026-12-01"', fields) == "2026-12-01"
    (choice,) = back(fields).fields["Batch"].choices or ()
    assert choice.value == "2026-12-01"


def test_what_nobody_declared_is_there_again() -> None:
    model = back("partition A")
    assert model.fields["Country"].standard
    assert model.roles["Admin"].built_in
    assert model.workspaces["Default"].implied


def test_places_are_in_the_snapshot_and_optional_ones_where_something_is_said() -> None:
    model = read(saved(SMALL), "base.json")
    shared, campaign = model.assets["W.Shared"], model.assets["W.Go"]
    assert shared.span.source.name == "base.json"
    assert getattr(shared, "shared_span", None) is not None
    assert isinstance(campaign, SmartCampaign)
    assert campaign.scope_span is None


def test_a_stage_is_said_with_its_lifecycle_where_its_name_would_not_do() -> None:
    two = "lifecycle A { stage Known; stage Only }\nlifecycle B { stage Known; Known -> Known }\n"
    model = back(f"{two}metric M {{ counts entries to B.Known }}\nmetric N {{ counts entries to Only }}")
    counts = [one.counts.stages[0] for one in model.metrics.values() if one.counts]
    assert [(one.name, one.scope) for one in counts] == [("B.Known", ""), ("Only", "")]
    (move,) = model.lifecycles["B"].transitions
    assert (move.source.name, move.source.scope) == ("Known", "B")


def test_the_deepest_condition_comes_back() -> None:
    text = "Score > 1"
    for _ in range(60):
        text = f"Score > 2 or Score > 3 and not ({text})"
    model = api.load_text(f"workspace W\nassets in W {{ smart_list L {{ when {text} }} }}").model
    asset = model.assets["W.L"]
    assert isinstance(asset, SmartList)
    assert depth(asset.when) > 3 * 60
    assert again(read(saved(f"workspace W\nassets in W {{ smart_list L {{ when {text} }} }}"))) == again(
        model
    )


def depth(condition: Condition | None) -> int:
    inside = getattr(condition, "parts", (getattr(condition, "part", None),))
    return 0 if condition is None else 1 + max(depth(part) for part in inside)


def test_segments_come_back_in_order() -> None:
    model = back(
        'workspace W\nassets in W { segmentation S { segment B when Country is "B"; segment A when Country is "A" } }'
    )
    asset = model.assets["W.S"]
    assert isinstance(asset, Segmentation)
    assert [one.name for one in asset.segments] == ["B", "A"]


def test_the_committed_snapshots_are_read() -> None:
    for path in sorted((ROOT / "generated").rglob("model.json")):
        assert read(path.read_text("utf-8")).instance.name
