"""MOPS006 for an instance's own limits: as many as it says are right, one more is not."""

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding

ONE = {
    "partitions": "partition P%d",
    "programs": "assets in Default { program P%d }",
    "campaigns": "assets in Default { smart_campaign C%d { trigger person is created } }",
    "fields": "field F%d text",
}


def bad(text: str) -> list[Finding]:
    return [finding for finding in api.check_text(text) if finding.code == "MOPS006"]


@pytest.mark.parametrize("what", ONE)
@pytest.mark.parametrize("limit", [1, 3])
def test_one_more_than_the_limit_is_too_many(what: str, limit: int) -> None:
    instance = f"instance X {{ limit {what} {limit} }}\n"
    declared = [ONE[what] % number for number in range(limit + 2)]
    assert not bad(instance + "\n".join(declared[:limit]))
    (finding,) = bad(instance + "\n".join(declared))
    assert finding.span.line == limit + 2
    assert f"can have {limit} {what}" in finding.message
    assert len(finding.related) == 1
    assert not bad("\n".join(declared))


def test_people_are_counted_where_they_are_said_to_be() -> None:
    assert not bad("instance X { people 500; limit people 500 }")
    assert len(bad("instance X { people 501; limit people 500 }")) == 1
    parts = "partition A { people 300 }\npartition B { people %d }"
    assert not bad("instance X { limit people 500 }\n" + parts % 200)
    (finding,) = bad("instance X { limit people 500 }\n" + parts % 201)
    assert "the partitions hold 501" in finding.message


def test_a_limit_that_nobody_knows() -> None:
    (finding,) = bad("instance X { limit partions 3 }")
    assert "Did you mean `partitions`?" in finding.help
    assert [edit.text for fix in finding.fixes for edit in fix.edits] == ["partitions"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("center_of_excelence", "center_of_excellence"),
        ("brnad", "brand"),
        ("partner_portal", None),
        ("hub", None),
    ],
)
def test_a_purpose_of_a_workspace(written: str, meant: str | None) -> None:
    found = bad(f"workspace W {{ sees all; purpose {written} }}")
    assert [edit.text for one in found for fix in one.fixes for edit in fix.edits] == (
        [meant] if meant else []
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("subscription_centre", "subscription_center"), ("operational", None), ("legal_notice", None)],
)
def test_a_purpose_of_an_asset(written: str, meant: str | None) -> None:
    found = bad(f"assets in Default {{ landing_page P {{ purpose {written} }} }}")
    assert [edit.text for one in found for fix in one.fixes for edit in fix.edits] == (
        [meant] if meant else []
    )
