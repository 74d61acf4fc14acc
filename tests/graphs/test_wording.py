"""Conditions in one line, as the language writes them."""

import pytest

from mopsdsl import api
from mopsdsl.graphs.wording import condition_text

SAME = [
    'Score >= 100 and Fit in ("A", "B")',
    "not Unsubscribed",
    '(Score > 50 or Fit is "A") and Country is not "US"',
    'Country is "US" or (Country is "CA" and Score < 3)',
    "Score >= 12.5",
    "Country is empty",
    "Country is not empty",
    "Country in Europe",
    "Country not in Europe",
    "Last_Touch older than 30 days",
    'Title contains "say \\"hi\\" to \\\\ all"',
    "stage is MQL",
    "stage in (MQL, SAL)",
    'status is "Open"',
    "not (Score > 1 or Score < 0)",
    "member of X.Y",
    "in segment X.Y.Z",
]


@pytest.mark.parametrize("text", SAME)
def test_what_is_written_is_said(text: str) -> None:
    loaded = api.load_text(f"assets in W {{ smart_list L {{ when {text} }} }}")
    assert not loaded.findings
    said = condition_text(loaded.model.assets["W.L"].when)  # type: ignore[attr-defined]
    assert said == text
