"""`allow`: what it hides, where, until when; and what is said about exceptions that do nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mopsdsl.checks.exceptions import NEVER_HIDDEN, Outcome, apply
from mopsdsl.diagnostics.finding import SYNTAX_ERROR, Finding, Severity
from mopsdsl.model.base import Allowance
from mopsdsl.model.model import Model
from mopsdsl.model.people import Instance, ValueList
from mopsdsl.source.text import Source, Span

TODAY = date(2026, 11, 22)
SOURCE = Source("spec.mops", "x" * 1000)
CODES = ["MOPS008", "MOPS101", "MOPS107", "MOPS601", "MOPS104", "MOPS002", "MOPS303"]


def span(start: int, end: int, round: str = "") -> Span:
    return Span(SOURCE, start, end, round)


def allow(code: str, at: int = 0, until: date | None = None, round: str = "") -> Allowance:
    return Allowance(code, "There is a reason", until, span(at, at + 1, round))


def declared(name: str, start: int, end: int, *allowances: Allowance, round: str = "") -> ValueList:
    """A declaration that reaches from `start` to `end`."""
    place, extent = span(start, start + 1, round), span(start, end, round)
    return ValueList(name, name, place, extent, "", None, None, allowances, (), ())


def model(*lists: ValueList, allowances: tuple[Allowance, ...] = ()) -> Model:
    instance = Instance(
        "X", "X", span(999, 1000), span(999, 1000), "", None, None, (), (), "", None, (), (), {}, (), (), ""
    )
    return Model(instance, lists={one.name: one for one in lists}, allowances=allowances)


def found(code: str, at: int, subject: str = "", round: str = "") -> Finding:
    return Finding(code, "a-rule", Severity.WARNING, f"at {at}", span(at, at + 1, round), subject=subject)


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings]


def test_one_at_the_top_hides_in_the_whole_project() -> None:
    outcome = apply(
        model(allowances=(allow("MOPS107"),)), [found("MOPS107", 500), found("MOPS108", 501)], TODAY
    )
    assert codes(outcome) == ["MOPS108"]
    assert [hidden.finding.code for hidden in outcome.hidden] == ["MOPS107"]


def test_one_in_a_declaration_hides_what_lies_in_it() -> None:
    spec = model(declared("A", 100, 200, allow("MOPS107", at=110)))
    outcome = apply(spec, [found("MOPS107", 150), found("MOPS107", 250)], TODAY)
    assert [finding.span.start for finding in outcome.findings] == [250]


def test_one_in_a_declaration_hides_what_is_about_it_wherever_it_stands() -> None:
    spec = model(declared("A", 100, 200, allow("MOPS107", at=110)))
    mine, part, other = (found("MOPS107", 700, subject) for subject in ("list:A", "list:A.B", "list:AB"))
    assert apply(spec, [mine, part, other], TODAY).findings == (other,)


def test_it_holds_through_its_last_day() -> None:
    spec = model(allowances=(allow("MOPS107", until=TODAY),))
    assert codes(apply(spec, [found("MOPS107", 500)], TODAY)) == []
    assert codes(apply(spec, [found("MOPS107", 500)], TODAY + timedelta(days=1))) == ["MOPS107"]


def test_one_that_hides_nothing_says_so() -> None:
    outcome = apply(model(declared("A", 100, 200, allow("MOPS107", at=110))), [found("MOPS107", 300)], TODAY)
    assert codes(outcome) == ["MOPS107", "MOPS010"]
    assert outcome.findings[1].span.start == 110
    assert outcome.findings[1].subject == "list:A"


def test_one_that_ran_out_is_not_also_unused() -> None:
    spec = model(allowances=(allow("MOPS107", until=TODAY - timedelta(days=1)),))
    assert codes(apply(spec, [], TODAY)) == []


def test_errors_about_meaning_cannot_be_allowed_away() -> None:
    for code, why in NEVER_HIDDEN.items():
        outcome = apply(model(allowances=(allow(code),)), [found(code, 500)], TODAY)
        assert codes(outcome) == [code, "MOPS010"]
        assert outcome.findings[1].help == why


def test_an_unknown_code_is_an_unknown_name() -> None:
    outcome = apply(model(allowances=(allow("MOPS1O7"),)), [], TODAY)
    assert codes(outcome) == ["MOPS002"]
    assert outcome.findings[0].help.startswith("Did you mean MOPS1")


def test_a_rule_of_change_plans_is_allowed_for_plans() -> None:
    """What it hides shows only there."""
    assert codes(apply(model(allowances=(allow("MOPS901"),)), [], TODAY)) == []


def test_where_text_could_not_be_read_nothing_is_called_unused() -> None:
    broken = SYNTAX_ERROR.finding(span(1, 2), "broken")
    assert codes(apply(model(allowances=(allow("MOPS107"),)), [broken], TODAY)) == ["MOPS001"]


def test_the_rounds_of_an_each_share_one_exception() -> None:
    """It serves in one round, so it is of use; in the other it hides nothing, which is no finding."""
    rounds = [
        declared(name, 100, 200, allow("MOPS107", at=110, round=f"n = {name}"), round=f"n = {name}")
        for name in "AB"
    ]
    assert codes(apply(model(*rounds), [found("MOPS107", 150, round="n = A")], TODAY)) == []
    outcome = apply(model(*rounds), [], TODAY)
    assert codes(outcome) == ["MOPS010"]


def test_a_round_hides_nothing_of_another_round() -> None:
    spec = model(declared("A", 100, 200, allow("MOPS107", at=110, round="n = A"), round="n = A"))
    assert codes(apply(spec, [found("MOPS107", 150, round="n = B")], TODAY)) == ["MOPS107", "MOPS010"]


def test_a_round_whose_word_begins_alike_is_another_round() -> None:
    spec = model(declared("A", 100, 200, allow("MOPS107", at=110, round="n = A"), round="n = A"))
    assert "MOPS107" in codes(apply(spec, [found("MOPS107", 150, round="n = AB")], TODAY))
    assert "MOPS107" not in codes(apply(spec, [found("MOPS107", 150, round="n = A, m = B")], TODAY))


# Whatever is allowed, and whatever is found

days = st.none() | st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
allowed = st.lists(st.tuples(st.sampled_from(CODES), days), max_size=5)
findings = st.lists(
    st.builds(found, st.sampled_from(CODES), st.integers(0, 998), st.sampled_from(["", "list:A", "list:B"])),
    max_size=12,
)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Two declarations side by side, and the project, each with some exceptions."""
    top, first, second = (
        tuple(allow(code, at=at + n, until=until) for n, (code, until) in enumerate(draw(allowed)))
        for at in (0, 110, 310)
    )
    return model(declared("A", 100, 300, *first), declared("B", 300, 600, *second), allowances=top)


@given(models(), findings)
def test_every_finding_is_shown_or_hidden_and_the_order_stays(spec: Model, given: list[Finding]) -> None:
    outcome = apply(spec, given, TODAY)
    hidden = [one.finding for one in outcome.hidden]
    assert [one for one in given if one not in hidden] == list(outcome.findings[: len(given) - len(hidden)])
    assert all(one in given for one in hidden)


@given(models(), findings)
def test_what_is_hidden_was_named_in_force_and_may_be_hidden(spec: Model, given: list[Finding]) -> None:
    for hidden in apply(spec, given, TODAY).hidden:
        assert hidden.allowance.code == hidden.finding.code
        assert hidden.allowance.until is None or hidden.allowance.until >= TODAY
        assert hidden.finding.code not in NEVER_HIDDEN


@given(models(), findings)
def test_taking_out_what_is_called_unused_brings_nothing_back(spec: Model, given: list[Finding]) -> None:
    before = apply(spec, given, TODAY)
    idle = {finding.span.start for finding in before.findings if finding.code == "MOPS010"}

    def used(allowances: tuple[Allowance, ...]) -> tuple[Allowance, ...]:
        return tuple(one for one in allowances if one.span.start not in idle)

    kept = [
        declared(one.name, one.span.start, one.extent.end, *used(one.allowances))
        for one in spec.lists.values()
    ]
    after = apply(model(*kept, allowances=used(spec.allowances)), given, TODAY)
    assert [one.finding for one in after.hidden] == [one.finding for one in before.hidden]
    assert "MOPS010" not in codes(after)


@given(models(), findings)
def test_exceptions_that_have_run_out_change_nothing(spec: Model, given: list[Finding]) -> None:
    for_ever = date.max
    outcome = apply(spec, given, for_ever)
    lasting = model(
        *(
            declared(
                one.name, one.span.start, one.extent.end, *(a for a in one.allowances if a.until is None)
            )
            for one in spec.lists.values()
        ),
        allowances=tuple(a for a in spec.allowances if a.until is None),
    )
    assert [one.finding for one in outcome.hidden] == [
        one.finding for one in apply(lasting, given, for_ever).hidden
    ]
