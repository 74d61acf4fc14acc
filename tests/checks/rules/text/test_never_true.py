"""MOPS012 condition-never-true: wherever a condition stands that no rule of its own looks at."""

import pytest
from hypothesis import given, settings

from mopsdsl.diagnostics.finding import Severity
from tests.checks.agreed import SPEC
from tests.checks.small import FIELDS, conditions, everybody, findings, fits, pointed_at

NOBODY = 'Country is "US" and Country is "DE"'
AGREED = SPEC + 'field Country text one of ("US", "DE")\n'
QUEUES = "distribution D on Global at MQL {{ {}; otherwise queue Rest for SDR }}"


@pytest.mark.parametrize(
    ("text", "so"),
    [
        (AGREED + f"assets in Default {{ smart_list L {{ when {NOBODY} }} }}", "it finds nobody"),
        (AGREED + f"assets in Default {{ smart_campaign C {{ when {NOBODY}; flow {{ sync to crm }} }} }}", "never takes anybody"),
        (AGREED + QUEUES.format(f"queue A for SDR when {NOBODY}"), "this line of the distribution never applies"),
        (AGREED + QUEUES.format(f"weight 5 when {NOBODY}"), "this line of the distribution never applies"),
        (AGREED + f"score S adds to Score {{ +5 when {NOBODY} }}", "these points are never given"),
        (AGREED.replace("when stalled for 30 days", f"when {NOBODY}"), "this part of the agreement never applies"),
        (AGREED.replace("when stage is Known\n", f"when {NOBODY}\n"), "this part of the agreement never applies"),
        (
            AGREED + "object O\nthreshold T on O in Global { when coverage >= 50% and coverage < 20%; hands over to SDR }",
            "it is never reached",
        ),
    ],
)  # fmt: skip
def test_everywhere(text: str, so: str) -> None:
    (finding,) = findings(text, "MOPS012")
    assert so in finding.message
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"routing R {{ carried out by assignment rules; when {NOBODY} -> A; otherwise -> Default }}\npartition A",
        f"assets in Default {{ segmentation S {{ segment A when {NOBODY} }} }}",
        f"lifecycle L {{ stage A inventory; stage B end; A -> B when {NOBODY} }}",
        'assets in Default { smart_list L { when Points > 3 and Points is not empty } }',
        f"assets in Default {{ smart_list L {{ when {NOBODY.replace('and', 'or')} }} }}",
    ],
)  # fmt: skip
def test_what_is_told_elsewhere_or_is_well(text: str) -> None:
    assert findings(FIELDS + text, "MOPS012") == []


def test_a_list_that_asks_for_an_empty_one_is_not_blamed() -> None:
    lists = f"smart_list L {{ when {NOBODY} }}; smart_list M {{ when member of L and Country is not empty }}"
    (finding,) = findings(f"{FIELDS}assets in Default {{ {lists} }}", "MOPS012")
    assert pointed_at(finding) == NOBODY


def test_what_cant_be_decided_is_said() -> None:
    text = "field Seen date\nassets in Default { smart_list L { when Seen older than 1 month and Seen within 20 days } }"
    (finding,) = findings(text, "MOPS012")
    assert finding.severity is Severity.ADVICE
    assert "can't be decided: Seen is asked in months and in days by the clock" in finding.message


@settings(max_examples=200, deadline=None)
@given(conditions())
def test_found_where_nobody_of_all_fits(condition: str) -> None:
    text = f"{FIELDS}assets in Default {{ smart_list L {{ when {condition} }} }}"
    from mopsdsl import api

    model = api.load_text(text).model
    (one,) = (asset for asset in model.assets.values() if asset.name == "Default.L")
    nobody = not any(fits(one.when, person, model) for person in everybody())  # type: ignore[attr-defined]
    assert bool(findings(text, "MOPS012")) == nobody
