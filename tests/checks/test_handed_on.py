"""Campaigns that hand people on to one another, in long rows and crosswise: rules say what they can't look at all of."""

from collections.abc import Callable

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity

WORLD = """
team Ours {{ side marketing }}
team Theirs {{ side sales }}
field Country text known at creation
partition P
workspace W {{ sees P, Default; primary Default }}
lifecycle L {{
  for partitions P, Default
  stage A inventory owned by Ours
  stage B end
  A -> B when Country is "DE"
}}
fence F between Ours and Theirs on L {{ include decided by Ours when stage in (A) }}
routing R {{
  when Country is "DE" -> P
  otherwise -> Default
}}
assets in W {{
  email Mail
  form Start {{ asks Country }}
{campaigns}
}}
"""


def in_a_row(number: int) -> list[list[str]]:
    return [[f"C{n}"] for n in range(number)]


def crosswise(number: int) -> list[list[str]]:
    """Each of two campaigns calls both of the next two, so that the ways double with every two of them."""
    return [["C0"], *([f"C{n}", f"D{n}"] for n in range(1, number)), ["Last"]]


def spec(layers: list[list[str]], last: str, trigger: str = "fills Start") -> str:
    campaigns = [
        f"  smart_campaign {name} {{ trigger {'is requested' if place else trigger}; "
        f"flow {{ {'; '.join(f'request W.{one}' for one in following) or last} }} }}"
        for place, (layer, following) in enumerate(zip(layers, [*layers[1:], []], strict=True))
        for name in layer
    ]
    return WORLD.format(campaigns="\n".join(campaigns))


def found(text: str, code: str) -> list[Finding]:
    return [finding for finding in api.check_text(text) if finding.code == code]


TOO_MANY = [in_a_row(1500), crosswise(12)]


@pytest.mark.parametrize("layers", TOO_MANY)
def test_a_fence_that_too_many_ways_lead_past(layers: list[list[str]]) -> None:
    text = spec(layers, "send Mail").replace("trigger fills Start;", "trigger fills Start; when stage is A;")
    [finding] = found(text, "MOPS513")
    assert finding.severity is Severity.ADVICE
    assert "too many ways" in finding.message


@pytest.mark.parametrize("layers", TOO_MANY)
def test_movers_that_may_be_called_by_too_many_ways(layers: list[list[str]]) -> None:
    text = spec(layers, "move to partition P").replace("flow { move", 'when Country is "US"; flow { move')
    wrong = [one for one in found(text, "MOPS305") if "form W.Start" in one.message]
    assert [one.severity for one in wrong] == [Severity.ADVICE]
    assert "W.C0" in wrong[0].message


@pytest.mark.parametrize("layers", TOO_MANY)
def test_circles_that_campaigns_may_close_by_too_many_ways(layers: list[list[str]]) -> None:
    findings = found(spec(layers, "change stage to A", "stage changes to B"), "MOPS413")
    [advice] = [one for one in findings if one.severity is Severity.ADVICE]
    assert "too many ways" in advice.message


@pytest.mark.parametrize("layers", [in_a_row(40), crosswise(6)])
@pytest.mark.parametrize(
    ("code", "last", "trigger"),
    [("MOPS513", "send Mail", "fills Start"), ("MOPS413", "change stage to A", "stage changes to B")],
)
def test_ways_that_are_looked_at(layers: list[list[str]], code: str, last: str, trigger: str) -> None:
    assert [one.severity for one in found(spec(layers, last, trigger), code)] == [Severity.ERROR]


@pytest.mark.parametrize("shape", [in_a_row, crosswise])
def test_movers_that_are_found(shape: Callable[[int], list[list[str]]]) -> None:
    wrong = found(spec(shape(6), "move to partition P"), "MOPS305")
    assert not [one for one in wrong if "form W.Start" in one.message]
