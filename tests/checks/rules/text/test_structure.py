"""MOPS007 reference-cycle, MOPS008 unused-declaration, MOPS009 exception-expired, and exceptions through the one door."""

from datetime import date

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding

TODAY = date(2026, 11, 22)


def found(code: str, text: str | dict[str, str]) -> list[Finding]:
    return [finding for finding in api.check_text(text, today=TODAY) if finding.code == code]


@pytest.mark.parametrize(
    "text",
    [
        "assets in Default { email_template A { uses B }; email_template B { uses A } }",
        "assets in Default { program A { cloned from B }; program B { cloned from A } }",
        "assets in Default { email_template A { cloned from B }; email_template B { uses A } }",
        "assets in Default { smart_list A { when member of B }; smart_list B { when not member of A } }",
        "assets in Default { smart_campaign A { executable; flow { execute B } }; smart_campaign B { executable; flow { execute A } } }",
        "lifecycle A extends B\nlifecycle B extends A",
        "field A is larger of B, Score\nfield B is first known of A\nfield Score number",
        "object A { parent of B }\nobject B { parent of A }",
    ],
)  # fmt: skip
def test_a_circle_is_shown_whole(text: str) -> None:
    [finding] = found("MOPS007", text)
    assert len(finding.related) == 2
    assert finding.span.start == finding.related[0].span.start


def test_something_that_stands_on_itself() -> None:
    [finding] = found("MOPS007", "assets in Default { smart_list A { when member of A } }")
    assert finding.help == "Take this out: nothing can stand on itself."


def test_a_circle_over_three_files() -> None:
    files = {f"{a}.mops": f"field {a} is larger of {b}, Score" for a, b in ("AB", "BC", "CA")}
    [finding] = found("MOPS007", files | {"score.mops": "field Score number"})
    assert [related.span.source.name for related in finding.related] == ["A.mops", "B.mops", "C.mops"]


def test_requests_may_go_round() -> None:
    campaign = "smart_campaign %s { trigger is requested; flow { request %s } }"
    campaigns = "; ".join((campaign % ("A", "B"), campaign % ("B", "A")))
    assert not found("MOPS007", f"assets in Default {{ {campaigns} }}")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ('list A = ("x")', "list:A"),
        ("field A text", "field:A"),
        ("team A", "team:A"),
        ("role A { can read }", "role:A"),
        ("assets in Default { snippet A }", "asset:Default.A"),
        ("assets in Default { email_template A }", "asset:Default.A"),
        ("assets in Default { landing_page_template A }", "asset:Default.A"),
    ],
)
def test_nothing_refers_to_it(text: str, subject: str) -> None:
    [finding] = found("MOPS008", text)
    assert finding.subject == subject


@pytest.mark.parametrize(
    "text",
    [
        'instance X { naming program "{region}-{name}" }\nlist region = ("EM", "AP")',
        'list A = ("x")\nfield B text one of A\ninstance X { duplicates by B }',
        "team A\ngrant Marketing_User to A in Default",
        "team A\nworkspace Default { sees all; primary Default; admin A }",
        "team A\nrole Local { can administer }\nworkspace Default { sees all; primary Default; admin A }",
        "assets in Default { snippet A; email B { uses A } }",
        "assets in Default { smart_list A; form B; image C }",
    ],
)
def test_something_refers_to_it_or_nothing_has_to(text: str) -> None:
    assert not [finding.message for finding in found("MOPS008", text)]


def test_a_field_that_only_refers_to_itself_is_unused() -> None:
    assert found("MOPS008", "field A is larger of A, Score\nfield Score number")


OVERRIDE = """team M
lifecycle L { for partitions all; stage A inventory owned by M; stage B end owned by M; A -> B when Score >= 100 }
lifecycle J extends L { override A -> B when Score >= 80 because "Agreed" until %s }
field Score number
"""


def test_a_variation_whose_day_has_passed() -> None:
    [finding] = found("MOPS009", OVERRIDE % "2026-11-21")
    assert "A -> B" in finding.message
    assert not found("MOPS009", OVERRIDE % "2026-11-22")


def test_an_exception_that_ran_out_brings_its_finding_back() -> None:
    text = 'list A = ("x") { allow MOPS008 because "Soon" until %s }'
    assert not api.check_text(text % "2026-11-22", today=TODAY)
    codes = [finding.code for finding in api.check_text(text % "2026-11-21", today=TODAY)]
    assert sorted(codes) == ["MOPS008", "MOPS009"]


def test_an_exception_at_the_top_of_any_file_holds_for_the_project() -> None:
    files = {"a.mops": 'list A = ("x")', "b.mops": 'allow MOPS008 because "Soon"'}
    assert not api.check_text(files, today=TODAY)


def test_an_exception_in_a_workspaces_assets_holds_for_what_is_in_them() -> None:
    text = (
        'assets in Default { folder F { email_template A; allow MOPS008 because "Soon" }; email_template B }'
    )
    [finding] = found("MOPS008", text)
    assert finding.subject == "asset:Default.B"


@pytest.mark.parametrize(
    "text",
    [
        'allow MOPS107 because "There used to be thirty"\nteam A { side sales }\ngrant Marketing_User to A in Default',
        'team A { side sales; allow MOPS008 because "Soon"; external }\ngrant Marketing_User to A in Default',
        'team A { allow MOPS008 because "Soon" }\ngrant Marketing_User to A in Default',
    ],
)
def test_taking_an_unused_exception_out_mends_it(text: str) -> None:
    [finding] = found("MOPS010", text)
    [fix] = finding.fixes
    [edit] = fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert "because" not in mended
    assert not [finding.message for finding in api.check_text(mended, today=TODAY)]
