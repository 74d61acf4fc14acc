"""MOPS304 to MOPS313: what the pages' examples leave out."""

from datetime import date

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity


def apply(finding: Finding) -> str:
    """The text with the finding's one fix carried out."""
    [fix] = finding.fixes
    [edit] = fix.edits
    text = edit.span.source.text
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def found(text: str, code: str, besides: tuple[str, ...] = ()) -> list[Finding]:
    """The findings with a code; but for `besides`, the spec itself has to be read without an error."""
    findings = api.check_text(text, today=date(2026, 7, 1))
    wrong = {"MOPS001", "MOPS002", "MOPS003", "MOPS005", "MOPS006"} - set(besides)
    assert not [finding for finding in findings if finding.code in wrong], findings
    return [finding for finding in findings if finding.code == code]


def pointed_at(finding: Finding) -> str:
    return finding.span.source.text[finding.span.start : finding.span.end]


HOME = """
instance X { crm salesforce }
partition EMEA
workspace Default { sees all; primary Default }
workspace EMEA { sees EMEA; primary EMEA }
"""


def routing(condition: str, carried: str = "assignment rules, Default.Router") -> str:
    return (
        f"{HOME}routing Home {{ carried out by {carried}; when {condition} -> EMEA; otherwise -> Default }}\n"
    )


def router(*triggers: str, where: str = "Default") -> str:
    trigger = f"trigger {', '.join(triggers)}; " if triggers else ""
    return f"assets in {where} {{ smart_campaign Router {{ {trigger}flow {{ route by Home }} }} }}\n"


ROUTER = router("person is created")


# MOPS304


@pytest.mark.parametrize(
    ("field", "condition", "known"),
    [
        ("", 'Country is "DE"', True),
        ("", 'Lead_Source is "Web"', True),
        ("", "Score >= 10", False),
        ("field Score number from crm", "Score >= 10", True),
        ("field Score number known at creation", "Score >= 10", True),
        ("field Fit text", 'Fit is "A"', False),
        ('field Country text one of ("DE", "US")', 'Country is "DE"', True),
        ("field A number from crm\nfield B number\nfield Size number is larger of A, B", "Size >= 10", True),
        ("field A number\nfield B number\nfield Size number is larger of A, B", "Size >= 10", False),
        ("", 'not (Country is "US" or Score >= 10)', False),
    ],
)
def test_what_a_new_person_carries(field: str, condition: str, known: bool) -> None:
    assert (not found(f"{routing(condition)}{ROUTER}{field}", "MOPS304")) == known


def test_a_stage_and_a_list_are_not_known_at_creation() -> None:
    text = routing("stage is MQL and member of Default.L.Invited") + ROUTER
    text += "assets in Default { folder L { static_list Invited } }\n"
    text += "lifecycle G { for partitions all; stage Known inventory; stage MQL end; Known -> MQL when Score > 5 }"
    said = [finding.message for finding in found(text, "MOPS304")]
    assert len(said) == 2
    assert "lifecycle stage" in said[0]
    assert "membership of Default.L.Invited" in said[1]


def test_a_smart_list_is_looked_into_and_a_circle_of_lists_ends() -> None:
    lists = """
    assets in Default {
      folder L {
        smart_list Hot { when Score >= 50 and member of Default.L.Warm }
        smart_list Warm { when member of Default.L.Hot }
      }
    }
    """
    [warning] = found(routing("member of Default.L.Hot") + ROUTER + lists, "MOPS304")
    assert "Score" in warning.message


def test_a_routing_without_assignment_rules_may_ask_anything() -> None:
    assert not found(routing("Score >= 50", "Default.Router") + ROUTER, "MOPS304")


def test_each_field_is_told_once() -> None:
    text = f"""{HOME}
    routing Home {{
      carried out by assignment rules, Default.Router
      when Score >= 50 -> EMEA
      when Score >= 20 -> EMEA
      otherwise -> Default
    }}
    {ROUTER}"""
    [warning] = found(text, "MOPS304")
    assert [related.label for related in warning.related] == ["asked here, too"]


# MOPS306

REGIONS = """
partition AMER
partition EMEA
partition Nobody { empty }
workspace Default { sees all; primary Default }
workspace AMER { sees AMER; primary AMER }
workspace EMEA { sees EMEA; primary EMEA }
workspace Center { purpose center_of_excellence; sees Nobody; primary Nobody }
assets in EMEA { form One { asks Email }; form Two { asks Email } }
"""


@pytest.mark.parametrize(
    ("more", "collide"),
    [
        ("", False),
        ("assets in AMER { form Demo { asks Email } }", True),
        ("assets in AMER { landing_page Demo }", True),
        ("assets in Default { form Demo { asks Email } }", False),
        ("assets in Center { form Master { asks Email } }", False),
        (
            "instance X { duplicates by Email, Country }\nassets in AMER { form Demo { asks Email, Country } }",
            False,
        ),
        (
            "workspace Both { sees AMER, EMEA; primary AMER }\nassets in Both { form Demo { asks Email } }",
            False,
        ),
    ],
)
def test_who_collides(more: str, collide: bool) -> None:
    assert len(found(REGIONS + more, "MOPS306")) == int(collide)


def test_many_forms_are_one_warning() -> None:
    forms = "\n".join(f"form F{n} {{ asks Email }}" for n in range(30))
    [warning] = found(f"{REGIONS}assets in AMER {{\n{forms}\n}}", "MOPS306")
    assert len(warning.related) < 12
    assert "more" in warning.related[-1].label


# MOPS307, 308


def test_every_crm_after_the_first_is_told() -> None:
    text = "instance X { crm salesforce; crm dynamics; crm sugar }"
    assert [pointed_at(finding) for finding in found(text, "MOPS307")] == ["crm dynamics", "crm sugar"]


def test_a_campaign_that_routes_carries_out_the_routing_unsaid() -> None:
    assert found(routing('Country is "DE"', "assignment rules"), "MOPS308")
    assert not found(routing('Country is "DE"', "assignment rules") + ROUTER, "MOPS308")


def test_without_a_crm_assignment_rules_place_nobody() -> None:
    [warning] = found(routing('Country is "DE"', "assignment rules").replace("crm salesforce", ""), "MOPS308")
    assert "place nobody" in warning.message


# MOPS309

THREE = """
partition AMER
partition EMEA
partition APAC
workspace Default { sees all; primary Default }
workspace Desk { sees Default, AMER, EMEA; primary Default }
workspace APAC { sees APAC; primary APAC }
"""


def test_a_router_sees_every_target() -> None:
    rule = 'routing Home {{ carried out by Desk.Router; when Country is "US" -> AMER; otherwise -> {} }}\n'
    campaign = router("person is created", "Country changes", where="Desk")
    assert not found(THREE + rule.format("EMEA") + campaign, "MOPS309")
    [error] = found(THREE + rule.format("APAC") + campaign, "MOPS309")
    assert error.severity is Severity.ERROR
    assert pointed_at(error) == "route by Home"


def test_a_router_sees_where_forms_set_people_down() -> None:
    text = (
        THREE
        + 'routing Home { carried out by Desk.Router; when Country is "US" -> AMER; otherwise -> EMEA }\n'
    )
    text += router("person is created", "Country changes", where="Desk")
    [error] = found(text + "assets in APAC { form Demo { asks Email, Country } }", "MOPS309")
    assert "APAC" in error.message
    assert error.severity is Severity.WARNING
    assert any("form APAC.Demo" in related.label for related in error.related)


def test_a_single_move_out_of_sight_is_a_warning() -> None:
    text = (
        THREE
        + "assets in APAC { smart_campaign Bye { trigger Country changes; flow { move to partition EMEA } } }"
    )
    [warning] = found(text, "MOPS309")
    assert warning.severity is Severity.WARNING
    assert not found(text.replace("partition EMEA }", "partition APAC }"), "MOPS309")


# MOPS311


@pytest.mark.parametrize(
    ("more", "noticed"),
    [
        (ROUTER, False),
        (router(), False),
        (router("Country changes"), True),
        (router('"Data Value Changes: Country"'), True),
        (router("State changes"), False),
        (
            router("is requested")
            + "assets in EMEA { smart_campaign Ask { trigger Country changes; flow { request Default.Router } } }",
            True,
        ),
        (
            ROUTER + "assets in EMEA { smart_campaign Other { trigger Country changes; flow { stop } } }",
            False,
        ),
    ],
)
def test_who_looks_again(more: str, noticed: bool) -> None:
    assert (not found(routing('Country is "DE"') + more, "MOPS311")) == noticed


@pytest.mark.parametrize(
    ("trigger", "noticed"),
    [
        ("added to Default.L.Invited", True),
        ("removed from Default.L.Other", False),
        ("Country changes", False),
    ],
)
def test_a_change_of_another_list_is_no_second_look(trigger: str, noticed: bool) -> None:
    lists = "assets in Default { folder L { static_list Invited; static_list Other } }\n"
    text = routing("member of Default.L.Invited") + lists + router(trigger)
    assert (not found(text, "MOPS311")) == noticed


@pytest.mark.parametrize(
    ("more", "help"),
    [
        (
            "",
            "Let a campaign carry it out that looks again: `trigger Country changes; flow { route by Home }`, in a ",
        ),
        (ROUTER, "Add to the triggers of campaign Default.Router: `Country changes`."),
        (router(), "Give campaign Default.Router a trigger: `trigger Country changes`."),
        (
            router("is requested")
            + "assets in EMEA { smart_campaign Ask { trigger State changes; flow { request Default.Router } } }",
            "Add to the triggers of campaign EMEA.Ask: `Country changes`.",
        ),
    ],
)
def test_what_to_add_to_the_triggers_that_are_there(more: str, help: str) -> None:
    text = routing('Country is "DE"', "Default.Router" if more else "assignment rules")
    [warning] = found(text + more, "MOPS311")
    assert warning.help.startswith(help)
    if help.startswith("Add"):
        assert not found(apply(warning), "MOPS311")


def test_a_field_that_is_worked_out_is_noticed_through_its_sources() -> None:
    text = routing("Size > 100") + "field A number\nfield B number\nfield Size number is larger of A, B\n"
    assert found(text + router("A changes"), "MOPS311")
    assert not found(text + router("A changes", "B changes"), "MOPS311")
    assert not found(text + router("Size changes"), "MOPS311")


def test_a_routing_whose_campaign_is_misspelt_is_left_to_the_rule_about_names() -> None:
    assert not found(routing('Country is "DE"', "Default.Rooter"), "MOPS311", besides=("MOPS002",))


def test_a_routing_that_asks_nothing_needs_no_second_look() -> None:
    text = f"{HOME}routing Home {{ carried out by Default.Router; otherwise -> Default }}\n{ROUTER}"
    assert not found(text, "MOPS311")


# MOPS312


@pytest.mark.parametrize(
    ("sites", "wrong"),
    [
        ('site "www.x.example" tracked by EMEA', False),
        ('site "www.x.example" tracked by EMEA, EMEA', False),
        ('site "www.x.example" tracked by EMEA, Default', True),
        ('site "www.x.example"', True),
        ('site "www.x.example" tracked by EMEA\nsite "https://WWW.x.example/" tracked by Default', True),
        ('site "www.x.example" tracked by EMEA\nsite "www.x.example/us" tracked by Default', False),
        ('site "www.x.example" tracked by EMEA\nsite "www.x.example" tracked by Default', True),
    ],
)
def test_one_code_a_site(sites: str, wrong: bool) -> None:
    assert len(found(HOME + sites, "MOPS312", besides=("MOPS003", "MOPS005"))) == int(wrong)


# MOPS313


@pytest.mark.parametrize(
    ("keys", "form", "severity"),
    [
        ("Email", "asks Email, Country", None),
        ("Email", "asks Country", Severity.ERROR),
        ("Email", "", None),
        ("Email, Country", "asks Email, Country", None),
        ("Email, Country", "asks Email", Severity.ERROR),
        ("Email, Country", "asks Country", Severity.ERROR),
        ("Email, Lead_Partition", "asks Email", None),
        ("Email, Country", "", Severity.WARNING),
    ],
)
def test_every_key_is_asked(keys: str, form: str, severity: Severity | None) -> None:
    body = f" {{ {form} }}" if form else ""
    text = f"instance X {{ duplicates by {keys} }}\nassets in Default {{ form Order{body} }}"
    assert [finding.severity for finding in found(text, "MOPS313")] == ([severity] if severity else [])


@pytest.mark.parametrize("rule", ["", "instance X { duplicates by Email, Country }\n"])
def test_without_any_rule_people_are_known_by_their_email(rule: str) -> None:
    text = f"{rule}assets in Default {{ form Order {{ asks State, City }} }}"
    [error] = found(text, "MOPS313")
    mended = apply(error)
    assert not found(mended, "MOPS313")
    assert "asks State, City, Email" in mended


def test_a_key_that_nobody_declared_is_left_to_the_rule_about_names() -> None:
    text = "instance X { duplicates by Emial }\nassets in Default { form Order { asks Email } }"
    assert not found(text, "MOPS313", besides=("MOPS002",))
