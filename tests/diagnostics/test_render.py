"""The forms of findings: for people, and for every machine that reads them."""

import json
import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

import mopsdsl
from mopsdsl import api
from mopsdsl.diagnostics.finding import BAD_VALUE, UNUSED_EXCEPTION, Edit, Finding, Fix, Related, Severity
from mopsdsl.diagnostics.render import Report, render
from mopsdsl.source.text import Source, Span

FORMS = ("text", "json", "sarif", "github", "junit")
DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 7, 1)

SPEC = """\
workspace Default { sees all; primary Default }
workspace EMEA { sees Nowhere }
each region of (AMER, APAC) {
  partition <region>
  workspace <region> { sees <region>, Lost_<region> }
}
partition AMER
allow MOPS107 because "Nothing to hide"
"""


def report(*findings: Finding, project: str = "acme") -> Report:
    return Report(project, "/repo/specs/acme", "/repo", findings)


def at(text: str, what: str, message: str = "Wrong.", **more: Any) -> Finding:
    """A finding about the first place of `what` in a text."""
    start = text.index(what)
    return BAD_VALUE.finding(Span(Source("a.mops", text), start, start + len(what)), message, **more)


def said(form: str, *findings: Finding, **style: bool) -> str:
    return render(form, [report(*findings)], **style)


def checked(text: str) -> list[Finding]:
    return api.check_text(text, today=TODAY)


# Text


def under(text: str, what: str) -> tuple[str, str]:
    """The excerpt's line and the line with the mark, both after the bar."""
    lines = said("text", at(text, what)).splitlines()
    bar = next(number for number, line in enumerate(lines) if "│" in line)
    return lines[bar].partition("│ ")[2], lines[bar + 1].partition("│ ")[2]


def columns(text: str) -> int:
    """How wide a terminal shows a text: an own count of the letters that the cases below use."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if c in "日本語市場😀" else 1 for c in text
    )


@pytest.mark.parametrize(
    "line",
    [
        "workspace EMEA { sees X }",
        "\tworkspace EMEA {\tsees X }",
        'workspace EMEA "日本語" { sees X }',
        'workspace EMEA "市場 😀" { sees X }',
        'workspace EMEA "e\u0301a\u0308" { sees X }',
        'workspace EMEA "1\ufe0f\u20e3" { sees X }',
    ],
)
def test_the_caret_stands_under_its_text(line: str) -> None:
    shown, mark = under(f"# first\n{line}\n", "X")
    before = shown[: shown.index("X")]
    assert mark == " " * columns(before) + "^"


def test_the_caret_is_as_wide_as_its_text() -> None:
    assert under("a 日本 b", "日本")[1] == "  ^^^^"
    assert under("a\tb c", "b c")[1] == "     ^^^"


def test_a_place_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    shown, mark = under("workspace A {\n  sees B\n}", "{\n  sees B\n}")
    assert shown == "workspace A {"
    assert mark == "            ^"


@pytest.mark.parametrize("where", [0, 100, 400, 989])
def test_a_long_line_is_cut_around_the_place(where: int) -> None:
    text = "a" * where + "HERE" + "b" * (1000 - where)
    shown, mark = under(text, "HERE")
    assert len(shown) <= 170
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "HERE"


def test_of_a_long_text_on_a_long_line_only_what_is_shown_is_marked() -> None:
    shown, mark = under("x" * 90 + "Y" * 5000, "Y" * 5000)
    assert len(mark) <= len(shown) <= 170


@pytest.mark.parametrize(
    "strange", ["\x1b[2J", "\x07", "\x9b31m", "\u202e", "\u2028", "\r", "\x00", "\ufeff"]
)
def test_control_characters_never_reach_the_terminal(strange: str) -> None:
    text = f'# {strange}\nworkspace E "{strange}" {{ sees {strange} X }}'
    finding = at(
        text, "X", f"Not {strange}.", help=f"Or {strange}.", related=(Related(span_of(text, "E"), strange),)
    )
    for form in ("text", "github", "junit"):
        written = said(form, finding)
        assert not set(strange) & set(written.replace("\n", "")) - set("[2J31m")
    shown = render("text", [Report(f"p{strange}", "/r", "/r", (finding,))])
    assert not {c for c in shown if not c.isprintable()} - {"\n"}


def span_of(text: str, what: str, name: str = "a.mops") -> Span:
    return Span(Source(name, text), text.index(what), text.index(what) + len(what))


def test_colour_only_when_asked() -> None:
    finding = at("a b", "b", help="Mend it.", related=(Related(span_of("a b", "a"), "here"),))
    assert "\x1b" not in said("text", finding)
    coloured = said("text", finding, colour=True)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == said("text", finding)
    for form in FORMS[1:]:
        assert said(form, finding, colour=True) == said(form, finding)


def test_plain_letters_where_the_terminal_has_no_others() -> None:
    shown = said("text", at("a b", "b"), unicode=False)
    assert shown.isascii()
    assert "--> " in shown


def test_every_related_place_is_shown_with_its_label() -> None:
    first, other = "a b\n" * 120 + "end", "x y"
    related = (
        Related(span_of(first, "end"), "then here"),
        Related(span_of(other, "y", "b.mops"), "and there"),
    )
    shown = said("text", at(first, "b", "Wrong.", help="Mend it.", related=related))
    assert shown == (
        "error[MOPS006] Wrong.\n"
        "    ╭─ /repo/specs/acme/a.mops:1:3\n"
        "  1 │ a b\n"
        "    │   ^\n"
        "    ╭─ /repo/specs/acme/a.mops:121:1\n"
        "121 │ end\n"
        "    │ --- then here\n"
        "    ╭─ /repo/specs/acme/b.mops:1:3\n"
        "  1 │ x y\n"
        "    │   - and there\n"
        "    = help: Mend it.\n"
        "    = rule: bad-value\n"
        "\n"
        "1 error in acme. `mopsdsl explain CODE` says more of a rule.\n"
    )


def test_a_place_that_nobody_wrote_is_named_without_a_line() -> None:
    nowhere = Span(Source("Marketo", ""), 0, 0)
    shown = said(
        "text", at("a b", "b", related=(Related(nowhere, "Marketo brings it"), Related(nowhere, "")))
    )
    assert "Marketo: Marketo brings it\n" in shown
    assert shown.count("Marketo:") == 1


def test_the_round_of_an_each_is_named() -> None:
    findings = [one for one in checked(SPEC) if one.span.round]
    assert {one.span.round for one in findings} == {"region = AMER"}
    assert any(one.help.endswith("of the `each`: region = APAC.") for one in findings)
    assert "a.mops:1:1 (region = EMEA)" in said("text", Finding(*_parts(at("a", "a"), "region = EMEA")))
    rounds = [one.get("round") for one in json.loads(said("json", *findings))["findings"]]
    assert rounds == [one.span.round for one in findings]


def _parts(finding: Finding, round: str) -> tuple[Any, ...]:
    span = Span(finding.span.source, finding.span.start, finding.span.end, round)
    return finding.code, finding.rule, finding.severity, finding.message, span


@pytest.mark.parametrize("text", ["", "\n", "a", "a\n", "a\r\n", "a\r\nb\r\n", "a\n\n\n"])
def test_a_finding_at_the_end_of_a_file(text: str) -> None:
    finding = BAD_VALUE.finding(Span(Source("a.mops", text), len(text), len(text)), "It ends.")
    for form in FORMS:
        written = said(form, finding)
        assert "It ends." in written
        assert "\r" not in written
    (place,) = json.loads(said("json", finding))["findings"]
    assert place["line"] == text.count("\n") + 1
    assert place["column"] == len(text) - (text.rfind("\n") + 1) + 1


def test_line_ends_of_windows_do_not_move_places() -> None:
    unix = "partition A\nworkspace B { sees C }\n"
    places = [
        [(one.code, one.span.source.position(one.span.start)) for one in checked(text)]
        for text in (unix, unix.replace("\n", "\r\n"))
    ]
    assert places[0] == places[1]
    assert places[0]


def test_the_last_line_counts() -> None:
    error, warning = at("a", "a"), UNUSED_EXCEPTION.finding(Span(Source("a.mops", "a"), 0, 1), "Hm.")
    assert said("text", error, error, warning).endswith(
        "2 errors, 1 warning in acme. `mopsdsl explain CODE` says more of a rule.\n"
    )
    assert said("text") == "No findings in acme.\n"
    both = render("text", [report(error), report(project="other")])
    assert both.endswith("1 error in 2 projects. `mopsdsl explain CODE` says more of a rule.\n")


# JSON


@cache
def schema(name: str) -> Any:
    if name == "check":
        path = Path(mopsdsl.__file__).parent / "render" / "schemas" / "check.v1.json"
    else:
        path = DATA / "sarif-2.1.0.json"
    loaded = json.loads(path.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(loaded)
    kind.check_schema(loaded)
    return kind(loaded)


def test_json_has_the_promised_shape() -> None:
    text = "workspace A {\n  sees B\n}"
    fix = Fix("Take it out", (Edit(span_of(text, "sees B"), ""),), safe=True)
    related = (Related(span_of("x", "x", "sub/b.mops"), "here"),)
    finding = at(text, "A {\n  sees", help="Mend it.", related=related, fixes=(fix,), subject="workspace:A")
    assert json.loads(said("json", finding)) == {
        "version": 1,
        "findings": [
            {
                "code": "MOPS006",
                "rule": "bad-value",
                "severity": "error",
                "message": "Wrong.",
                "file": "a.mops",
                "line": 1,
                "column": 11,
                "end_line": 2,
                "end_column": 7,
                "help": "Mend it.",
                "subject": "workspace:A",
                "related": [
                    {
                        "file": "sub/b.mops",
                        "line": 1,
                        "column": 1,
                        "end_line": 1,
                        "end_column": 2,
                        "label": "here",
                    }
                ],
                "fixes": [
                    {
                        "title": "Take it out",
                        "safe": True,
                        "edits": [
                            {
                                "file": "a.mops",
                                "line": 2,
                                "column": 3,
                                "end_line": 2,
                                "end_column": 9,
                                "text": "",
                            }
                        ],
                    }
                ],
            }
        ],
        "summary": {"error": 1, "warning": 0, "advice": 0, "projects": 1},
    }


def test_json_counts_code_points() -> None:
    (finding,) = json.loads(said("json", at('"😀日本" X', "X")))["findings"]
    assert (finding["column"], finding["end_column"]) == (7, 8)


def test_json_is_valid_by_its_schema() -> None:
    validate = schema("check").validate
    validate(json.loads(said("json")))
    found = checked(SPEC)
    validate(json.loads(said("json", *found)))
    validate(json.loads(render("json", [report(*found), report(*found, project="other")])))


def test_the_schema_takes_nothing_else() -> None:
    right = json.loads(said("json", at("a", "a")))
    for wrong in (
        {**right, "version": 2},
        {**right, "more": 1},
        {**right, "findings": [{**right["findings"][0], "severity": "note"}]},
        {**right, "findings": [{**right["findings"][0], "extra": 1}]},
        {**right, "findings": [{k: v for k, v in right["findings"][0].items() if k != "line"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            schema("check").validate(wrong)


def test_of_several_projects_each_finding_names_its_own() -> None:
    written = json.loads(render("json", [report(at("a", "a")), report(at("b", "b"), project="other")]))
    assert [one["project"] for one in written["findings"]] == ["acme", "other"]
    assert written["summary"]["projects"] == 2


# SARIF


def results(*findings: Finding) -> list[dict[str, Any]]:
    log = json.loads(said("sarif", *findings))
    schema("sarif").validate(log)
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def fingerprints(*findings: Finding) -> list[str]:
    return [one["partialFingerprints"]["mopsdsl/v1"] for one in results(*findings)]


def test_sarif_says_what_code_scanning_needs() -> None:
    text = 'x "😀" X\nY'
    run = json.loads(
        said("sarif", at(text, "X\nY", help="Mend it.", related=(Related(span_of(text, "x"), "here"),)))
    )
    (run,) = run["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "MOPS006"
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "specs/acme/a.mops", "uriBaseId": "SRCROOT"}
    assert location["region"] == {"startLine": 1, "startColumn": 7, "endLine": 2, "endColumn": 2}
    assert result["relatedLocations"][0]["message"]["text"] == "here"
    assert result["message"]["text"] == "Wrong.\nMend it."


def test_sarif_of_nothing_and_of_everything_is_valid() -> None:
    assert results() == []
    found = checked(SPEC)
    assert [one["level"] for one in results(*found)] == [
        {"error": "error", "warning": "warning", "advice": "note"}[one.severity.word] for one in found
    ]


def test_sarif_paths_are_uris() -> None:
    source = Source("my specs/ä#1.mops", "a")
    (result,) = results(BAD_VALUE.finding(Span(source, 0, 1), "Wrong."))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "specs/acme/my%20specs/%C3%A4%231.mops"


def test_fingerprints_stay_when_lines_move() -> None:
    before = fingerprints(*checked(SPEC))
    moved = "\n\n# A comment.\npartition Elsewhere\n\n" + SPEC.replace("sees Nowhere", "\n  sees   Nowhere\n")
    after = fingerprints(*checked(moved))
    assert before
    assert set(before) <= set(after)


def test_fingerprints_of_different_findings_differ() -> None:
    found = fingerprints(*checked(SPEC * 2))
    assert len(found) > 5
    assert len(set(found)) == len(found)
    same = at("a", "a")
    assert len(set(fingerprints(same, same, same))) == 3


# GitHub


def unescaped(text: str) -> str:
    for code, letter in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, letter)
    return text


def test_github_commands_are_escaped() -> None:
    source = Source("50%, a:b.mops", "a b")
    finding = BAD_VALUE.finding(Span(source, 2, 3), "100%: a, b::c", "See\nthere.")
    written = said("github", finding)
    assert written == (
        "::error file=specs/acme/50%25%2C a%3Ab.mops,line=1,endLine=1,col=3,endColumn=4,title=MOPS006 bad-value"
        "::100%25: a, b::c%0ASee\N{REPLACEMENT CHARACTER}there.\n"
    )


def test_github_shows_no_columns_over_several_lines() -> None:
    written = said("github", at("a b\nc", "b\nc"))
    assert ",line=1,endLine=2,title=" in written
    assert "col=" not in written


def test_github_tells_all_of_a_path() -> None:
    related = (Related(span_of("x\ny", "y", "b.mops"), "through this"),)
    command = said("github", at("a", "a", help="Mend it.", related=related)).rstrip("\n")
    assert unescaped(command.rpartition("::")[2]) == "Wrong.\nMend it.\nspecs/acme/b.mops:2 through this"


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.ADVICE, "notice")],
)
def test_github_knows_three_severities(severity: Severity, command: str) -> None:
    finding = BAD_VALUE.finding(Span(Source("a.mops", "a"), 0, 1), "Wrong.", severity=severity)
    assert said("github", finding).startswith(f"::{command} ")


@given(st.text(), st.text(), st.text())
def test_github_makes_one_line_of_any_finding(message: str, help: str, file: str) -> None:
    finding = BAD_VALUE.finding(Span(Source(file or "a", "a"), 0, 1), message, help)
    assert said("github", finding).count("\n") == 1


# JUnit


def cases(*findings: Finding) -> list[Any]:
    (suite,) = JUnitXml.fromstring(said("junit", *findings).encode())
    assert (suite.tests, suite.errors) == (max(1, len(findings)), 0)
    assert suite.failures == sum(one.severity is Severity.ERROR for one in findings)
    return list(suite)


def test_junit_fails_on_errors_only() -> None:
    span = Span(Source("sub/a.mops", "\na"), 1, 2)
    error = BAD_VALUE.finding(span, "Wrong <&>.", "Mend it.", related=(Related(span, "here"),))
    failed, passed = cases(error, UNUSED_EXCEPTION.finding(span, "Hm."))
    assert (failed.classname, failed.name) == ("sub/a.mops", "MOPS006 bad-value sub/a.mops:2:1")
    (failure,) = failed.result
    assert (failure.type, failure.message) == ("MOPS006", "Wrong <&>.")
    assert failure.text == "sub/a.mops:2:1 Wrong <&>.\nMend it.\nsub/a.mops:2 here"
    assert passed.is_passed
    assert passed.system_out == "warning: sub/a.mops:2:1 Hm."


def test_junit_of_no_findings_is_one_passed_case() -> None:
    (case,) = cases()
    assert case.is_passed


def test_junit_has_a_suite_for_each_project() -> None:
    written = render("junit", [report(at("a", "a")), report(project="other")])
    assert [suite.name for suite in JUnitXml.fromstring(written.encode())] == ["acme", "other"]


@pytest.mark.parametrize("strange", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "]]>", "<!--", "&#0;"])
def test_junit_holds_whatever_xml_cannot(strange: str) -> None:
    source = Source(f"{strange}.mops", "a")
    span = Span(source, 0, 1)
    finding = BAD_VALUE.finding(span, strange, strange, related=(Related(span, strange),))
    cases(finding)


# All of them

WORDS = st.sampled_from(
    [
        "workspace",
        "partition",
        "sees",
        "EMEA",
        "all",
        "each",
        "of",
        "(",
        ")",
        "{",
        "}",
        "<x>",
        ",",
        ";",
        "\n",
        '"',
        "#",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=3))).map(" ".join),
)


@settings(max_examples=150)
@given(TEXTS)
def test_every_text_can_be_told_of_in_every_form(text: str) -> None:
    reports = [report(*checked(text)), report(project="other")]
    shown = render("text", reports, colour=False)
    assert not {c for c in shown if not c.isprintable()} - {"\n"}
    schema("check").validate(json.loads(render("json", reports)))
    schema("sarif").validate(json.loads(render("sarif", reports)))
    ElementTree.fromstring(render("junit", reports).encode())
    count = sum(len(one.findings) for one in reports)
    assert render("github", reports).count("\n") == count


@given(st.text(min_size=1), st.data())
def test_every_stretch_of_every_text_can_be_shown(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    finding = BAD_VALUE.finding(Span(Source("a.mops", text), start, end), "Wrong.")
    shown = said("text", finding).splitlines()
    assert len(shown) == 7
    assert set(shown[3].partition("│")[2]) <= set(" ^")
    assert "^" in shown[3]


def test_no_message_of_an_example_holds_what_cannot_be_shown() -> None:
    found = checked(SPEC)
    assert "\N{REPLACEMENT CHARACTER}" not in said("text", *found)
