"""MOPS301, 302, 303 and 305: what they prove, held against everybody in a small world."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl import api
from mopsdsl.diagnostics.finding import Severity
from mopsdsl.logic.person import Value
from mopsdsl.model.conditions import Condition
from mopsdsl.model.model import Model
from mopsdsl.model.routing import Route
from tests.checks.small import FIELDS, conditions, everybody, findings, fits, pointed_at, told

PLACES = """
partition A
partition B
workspace Default { sees all; primary Default }
workspace A { sees A; primary A }
workspace B { sees B; primary B }
"""

rules = st.lists(st.tuples(conditions(), st.sampled_from(["A", "B", "Default"])), min_size=1, max_size=4)


def routing(rules: list[tuple[str, str]], otherwise: bool, carried: str = "Default.Router") -> str:
    lines = [f"  when {condition} -> {target}" for condition, target in rules]
    lines += ["  otherwise -> Default"] if otherwise else []
    return "\n".join([f"routing Home {{\n  carried out by {carried}", *lines, "}\n"])


def router(
    triggers: str = "person is created", where: str = "Default", when: str = "", flow: str = "route by Home"
) -> str:
    trigger = f"trigger {triggers}; " if triggers else ""
    asked = f"when {when}; " if when else ""
    return f"assets in {where} {{ smart_campaign Router {{ {trigger}{asked}flow {{ {flow} }} }} }}\n"


def routes(text: str) -> tuple[Model, list[tuple[Route, Condition]]]:
    model = api.load_text(text).model
    return model, [(route, route.when) for route in model.routings["Home"].routes if route.when is not None]


@settings(max_examples=800)
@given(rules, st.booleans())
def test_whom_the_rules_take(rules: list[tuple[str, str]], otherwise: bool) -> None:
    text = FIELDS + PLACES + router() + routing(rules, otherwise)
    model, whens = routes(text)
    people = list(everybody())
    taken = [[fits(when, person, model) for _, when in whens] for person in people]
    first = [next((place for place, is_taken in enumerate(row) if is_taken), None) for row in taken]

    empty = [pointed_at(one) for one in findings(text, "MOPS301")]
    assert empty == [_line(route) for place, (route, _) in enumerate(whens) if place not in first]

    gap = findings(text, "MOPS302")
    assert bool(gap) == (not otherwise and None in first)
    for finding in gap:
        assert not any(fits(when, told(finding.message), model) for _, when in whens)

    matters = findings(text, "MOPS303")
    wanted = [
        _line(route)
        for place, (route, _) in enumerate(whens)
        if place in first
        and any(
            row[place] and row[other] and whens[other][0].target.name != route.target.name
            for row in taken
            for other in range(place)
        )
    ]
    assert [pointed_at(one) for one in matters] == wanted
    for finding in matters:
        person = told(finding.message)
        hit = [route for route, when in whens if fits(when, person, model)]
        assert pointed_at(finding) in map(_line, hit)
        assert len({route.target.name for route in hit}) > 1


def _line(route: Route) -> str:
    return route.span.source.text[route.span.start : route.span.end]


TRIGGERS = ["person is created", "fills A.Demo", "fills A.Other", "Country changes", ""]

campaign = st.tuples(
    st.sampled_from(TRIGGERS),
    st.sampled_from(["Default", "A", "B"]),
    st.one_of(st.just(""), conditions()),
    st.sampled_from(
        ["route by Home", "move to partition B", "move to partition Default", "stop", "wait 1 day"]
    ),
)


@settings(max_examples=80)
@given(rules, st.booleans(), st.lists(campaign, max_size=3))
def test_who_lands_in_the_wrong_place(
    rules: list[tuple[str, str]], otherwise: bool, campaigns: list[tuple[str, str, str, str]]
) -> None:
    text = (
        FIELDS
        + PLACES
        + "assets in A { form Demo { asks Email, Country, Points } form Other { asks Email } }\n".replace(
            "} form", "}; form"
        )
    )
    text += routing(rules, otherwise, "assignment rules")
    for number, (triggers, where, when, flow) in enumerate(campaigns):
        text += router(triggers, where, when, flow).replace("Router", f"C{number}")
    model = api.load_text(text).model
    expected = _worst(model, campaigns)
    found = [one for one in findings(text, "MOPS305") if pointed_at(one) == "Demo"]
    found += [
        one for one in findings(text, "MOPS305") if any(pointed_at_related(r) == "Demo" for r in one.related)
    ]
    assert max((one.severity for one in found), default=None) == expected
    for finding in found:
        if finding.severity is Severity.ERROR and pointed_at(finding) == "Demo":
            assert _belongs(model, {**told(finding.message), "Vip": None}) in finding.message


def pointed_at_related(related) -> str:  # type: ignore[no-untyped-def]
    return str(related.span.source.text[related.span.start : related.span.end])


def _belongs(model: Model, person: dict[str, Value]) -> str:
    route = next(r for r in model.routings["Home"].routes if fits(r.when, person, model))
    return f"belongs in {route.target.name},"


SEES = {"Default": {"Default", "A", "B"}, "A": {"A"}, "B": {"B"}}


def _worst(model: Model, campaigns: list[tuple[str, str, str, str]]) -> Severity | None:
    """By going through everybody who can come by the form: Vip is not asked there, and not known at creation."""
    worst: Severity | None = None
    new = [person for person in everybody() if person["Vip"] is None]
    for person in new:
        route = next((r for r in model.routings["Home"].routes if fits(r.when, person, model)), None)
        if route is None or route.target.name == "A":
            continue
        sure, may, blind = False, False, False
        for number, (triggers, where, _, flow) in enumerate(campaigns):
            asset = model.assets[f"{where}.C{number}"]
            moves = flow == "route by Home" or flow == f"move to partition {route.target.name}"
            if not moves or triggers == "fills A.Other":
                continue
            if "A" not in SEES[where] or (flow != "route by Home" and route.target.name not in SEES[where]):
                blind = True
                continue
            if (
                flow == "route by Home"
                and not {r.target.name for r in model.routings["Home"].routes} & SEES[where]
            ):
                blind = True
                continue
            if fits(asset.when, person, model):  # type: ignore[attr-defined]
                sure = sure or triggers in ("person is created", "fills A.Demo")
                may = True
        if sure:
            continue
        here = Severity.ADVICE if may else Severity.WARNING if blind else Severity.ERROR
        worst = max(worst or here, here)
    return worst


FORM = "assets in A { form Demo { asks Email, Country } }\n"
HOME = routing([('Country is "DE"', "B")], True, "assignment rules")


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ("", Severity.ERROR),
        (router(), None),
        (router("fills A.Demo"), None),
        (router("Country changes"), Severity.ADVICE),
        (router('"Fills Out Facebook Lead Ads Form"'), Severity.ADVICE),
        (router(""), Severity.ADVICE),
        (router("inactive for 10 days"), Severity.ERROR),
        (router(flow="stop; route by Home"), Severity.ERROR),
        (router(flow="wait 1 day; route by Home"), None),
        (router(where="A"), Severity.WARNING),
        (router(when="Vip"), Severity.ERROR),
        (
            router("is requested")
            + "assets in A { smart_campaign Ask { trigger fills Demo; flow { request Default.Router } } }",
            None,
        ),
        (
            router("is requested")
            + 'assets in A { smart_campaign Ask { trigger fills Demo; when Country is "US"; flow { request Default.Router } } }',
            Severity.ERROR,
        ),
    ],
)
def test_what_moves_the_people_of_a_form(more: str, severity: Severity | None) -> None:
    found = [
        one for one in findings(FIELDS + PLACES + FORM + HOME + more, "MOPS305") if pointed_at(one) == "Demo"
    ]
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_what_a_form_does_not_ask_nobody_knows_of_a_new_person() -> None:
    text = FIELDS + PLACES + FORM + routing([("Vip", "B")], False, "assignment rules")
    assert not [one for one in findings(text, "MOPS305") if pointed_at(one) == "Demo"]
    asking = text.replace("asks Email, Country", "asks Email, Vip")
    assert [one.severity for one in findings(asking, "MOPS305") if pointed_at(one) == "Demo"] == [
        Severity.ERROR
    ]


@pytest.mark.parametrize(
    ("carried", "severity"), [("assignment rules", None), ("Default.Router", Severity.ERROR)]
)
def test_people_of_the_crm_are_placed_by_assignment_rules_alone(
    carried: str, severity: Severity | None
) -> None:
    text = (
        "instance X { crm salesforce }\n"
        + FIELDS
        + PLACES
        + routing([('Country is "DE"', "B")], True, carried)
    )
    text += router("is requested")
    found = [one for one in findings(text, "MOPS305") if pointed_at(one) == "crm salesforce"]
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_imports_and_calls_that_nobody_may_use_are_one_warning() -> None:
    [warning] = findings(FIELDS + PLACES + HOME, "MOPS305")
    assert warning.severity is Severity.WARNING
    assert pointed_at(warning).startswith("carried out by")


def test_many_forms_of_one_workspace_are_one_error() -> None:
    forms = "".join(f"assets in A {{ form F{n} {{ asks Email, Country }} }}\n" for n in range(30))
    errors = [
        one for one in findings(FIELDS + PLACES + forms + HOME, "MOPS305") if one.severity is Severity.ERROR
    ]
    [error] = errors
    assert len(error.related) <= 10
    assert "more" in error.related[-1].label


def test_what_cant_be_decided_is_said() -> None:
    text = PLACES + router() + "field Day date\n"
    text += routing([("Day older than 1 month", "A"), ("Day within 30 days", "B")], True)
    assert [one.severity for one in findings(text, "MOPS303")] in ([Severity.ADVICE], [])
    hostile = " and ".join(
        f'(Title contains "{n}a" or Company contains "{n}b" or City contains "{n}c")' for n in range(9)
    )
    refused = " and ".join(f'not (Title contains "{n}a" and City contains "{n}c")' for n in range(9))
    text = PLACES + router() + routing([(f"{hostile} and {refused}", "A"), (hostile, "B")], False)
    for code in ("MOPS301", "MOPS302", "MOPS303", "MOPS305"):
        for finding in findings(text, code):
            assert (
                "can't be decided" in finding.message
                or "with" in finding.message
                or "anybody" in finding.message
            )


def test_a_hostile_condition_meets_a_limit_and_says_so() -> None:
    """Nine people on eight chairs: nobody, but to see that takes more steps than there are."""
    chairs, people = range(8), range(9)
    values = ", ".join(f'"{chair}"' for chair in chairs)
    fields = "".join(f"field Seat_{one} text one of ({values})\n" for one in people)
    seated = " and ".join(f"Seat_{one} is not empty" for one in people)
    apart = " and ".join(
        f'not (Seat_{one} is "{chair}" and Seat_{other} is "{chair}")'
        for one in people
        for other in range(one)
        for chair in chairs
    )
    text = (
        PLACES + router() + fields + routing([(f"{seated} and {apart}", "A"), ("Seat_0 is empty", "B")], True)
    )
    [finding] = findings(text, "MOPS301")
    assert finding.severity is Severity.ADVICE
    assert "can't be decided: it would take more than 5000 steps" in finding.message


def test_many_fields_in_a_deep_nest_are_decided() -> None:
    """Whether an odd number of ten flags is set: every one of them matters, on either side."""
    fields, odd = "field F_0 flag\n", "F_0"
    for one in range(1, 10):
        fields += f"field F_{one} flag\n"
        odd = f"(({odd} and not F_{one}) or (not {odd} and F_{one}))"
    text = PLACES + router() + fields + routing([(odd, "A"), (f"not {odd}", "B"), ("F_0", "A")], True)
    [finding] = findings(text, "MOPS301")
    assert "the rules above for A and B take everybody first" in finding.message


def test_very_many_dates_that_can_not_be_at_one_time_are_decided() -> None:
    """Each date can be in eight stretches, and none of them goes together with the last one's."""
    dates = range(12)
    fields = "".join(f"field Day_{one} date\n" for one in dates) + "field Last date\n"
    spring = " or ".join(f"(Day_0 >= 20{year}-01-01 and Day_0 < 20{year}-04-01)" for year in range(10, 18))
    long_ago = " and ".join(
        f"({spring}) and Day_0 older than 5 days".replace("Day_0", f"Day_{one}") for one in dates
    )
    condition = f"{long_ago} and Last is 2009-01-01 and not Last older than 30 days"
    text = PLACES + router() + fields + routing([(condition, "A")], True)
    [finding] = findings(text, "MOPS301")
    assert "its condition holds of nobody" in finding.message


@pytest.mark.parametrize("halves", ["a", "z"])
def test_an_answer_does_not_hang_on_what_was_asked_before(halves: str) -> None:
    """Somebody is between 2 and 3 points if any condition asks for half a point, wherever that condition stands."""
    text = """
    field Points number
    partition A
    partition B
    workspace Default { sees all; primary Default }
    routing Middle { carried out by Default.R; when Points > 2 and Points < 3 -> A; otherwise -> B }
    assets in Default { smart_campaign R { trigger person is created; flow { route by Middle } } }
    """
    half = f"routing {halves} {{ carried out by Default.R; when Points >= 2.5 -> A; otherwise -> B }}"
    assert [found.code for found in findings(text, "MOPS301")] == ["MOPS301"]
    assert findings(text + half, "MOPS301") == []
    listed = f"assets in Default {{ smart_list {halves} {{ when Points >= 2.5 }} }}"
    assert findings(text + listed, "MOPS301") == []
